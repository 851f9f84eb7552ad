"""What may be committed: known folders, no foreign files, no addresses outside the site."""

import json
import re
import subprocess

import pytest

from tests.structure import sources

FOLDERS = {
    *sources.ROOMS, ".ci", ".github", "bench", "data", "docs", "frontend", "locale", "requirements", "templates",
    "tests",
}  # fmt: skip
FILES = {
    ".dockerignore", ".editorconfig", ".env.example", ".gitattributes", ".gitignore", "CHANGELOG.md",
    "CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE", "Makefile", "README.md", "README.zh-CN.md",
    "SECURITY.md", "docker-compose.yml", "manage.py", "pyproject.toml",
}  # fmt: skip
LARGEST = 3_000_000
HOST = re.compile(r"https?://|\bfile:/|--(?:extra-)?index-url|--find-links|--trusted-host|\s@\s")
PIN = re.compile(
    r"^[a-zA-Z0-9._-]+==[^\s;]+(?: ; [^\\\n]+)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", re.MULTILINE
)


def _relative(path):
    return path.relative_to(sources.ROOT)


def test_only_known_names_stand_at_the_top():
    names = {_relative(path).parts for path in sources.committed()}
    assert {parts[0] for parts in names if len(parts) > 1} <= FOLDERS
    assert {parts[0] for parts in names if len(parts) == 1} <= FILES


def test_nothing_committed_is_huge():
    assert not {str(_relative(p)): p.stat().st_size for p in sources.committed() if p.stat().st_size > LARGEST}


def test_no_third_party_file_is_committed():
    foreign = re.compile(r"\.min\.(js|css)$|\.(whl|so|jar|woff2?|ttf|otf)$|(^|/)(node_modules|vendor)/")
    assert not [name for p in sources.committed() if foreign.search(name := str(_relative(p)))]


@pytest.mark.parametrize("name", ["base.txt", "local.txt", "node.txt", "dev.txt"])
def test_locks_pin_with_hashes_and_name_no_host(name):
    lock = (sources.ROOT / "requirements" / name).read_text()
    assert not HOST.search(lock)
    pinned = PIN.findall(lock)
    assert pinned
    lines = [line for line in lock.splitlines(keepends=True) if line.strip() and not line.startswith("#")]
    assert "".join(pinned) == "".join(lines)


def test_the_inner_locks_are_part_of_the_outer():
    def pins(name):
        return set(re.findall(r"^\S+==\S+", (sources.ROOT / "requirements" / name).read_text(), re.M))

    assert pins("base.txt") <= pins("local.txt") <= pins("dev.txt")


def test_the_front_end_lock_names_no_host():
    lock = json.loads((sources.ROOT / "frontend" / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert not [name for name, entry in packages.items() if not entry.get("integrity") and not entry.get("inBundle")]


def test_no_configuration_names_a_package_index():
    suspicious = re.compile(r"index-url|registry\s*=|pypi\.org|npmjs\.|PIP_INDEX", re.IGNORECASE)
    looked_at = [p for p in sources.committed() if len(_relative(p).parts) == 1 or _relative(p).parts[0] == ".ci"]
    assert not [str(_relative(p)) for p in looked_at if suspicious.search(p.read_text())]


def test_templates_load_nothing_from_outside():
    outside = re.compile(
        r"""(?:src|srcset|action|hx-(?:get|post)|@import)\s*=?\s*["'(]*(?:https?:)?//""", re.IGNORECASE
    )
    stylesheet = re.compile(r"<link[^>]+href=[\"'](?:https?:)?//", re.IGNORECASE)
    pages = sources.under("templates", suffix=".html")
    assert not [str(_relative(p)) for p in pages if outside.search(t := p.read_text()) or stylesheet.search(t)]


def test_templates_carry_no_inline_code():
    inline = re.compile(r"\sstyle=|<style|\son[a-z]+=[\"']|<script(?![^>]*\bsrc=)|hx-on|javascript:", re.IGNORECASE)
    assert not [str(_relative(p)) for p in sources.under("templates", suffix=".html") if inline.search(p.read_text())]


def test_scripts_load_nothing_from_outside():
    outside = re.compile(r"""(?:import|from|fetch\(|import\()\s*["'](?:https?:)?//""")
    assert not [str(_relative(p)) for p in sources.under("frontend", suffix=".js") if outside.search(p.read_text())]


def test_continuous_integration_installs_what_it_needs():
    script = (sources.ROOT / ".ci" / "run").read_text()
    assert all(package in script for package in ("chromium", "fonts-noto-cjk", "gettext", "docker-compose"))
    assert script.index("make check") < script.rindex("make test")


def test_sources_speak_no_todo():
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    files = [*sources.python_sources(), *sources.under("templates", suffix=".html")]
    assert not [str(_relative(p)) for p in files if marks.search(p.read_text())]


def test_migrations_are_linear():
    done = subprocess.run(
        ["git", "ls-files", "*/migrations/0*.py"], cwd=sources.ROOT, capture_output=True, text=True, check=True
    )
    numbers = [(name.split("/migrations/")[0], name.split("/")[-1][:4]) for name in done.stdout.split()]
    assert len(numbers) == len(set(numbers))
