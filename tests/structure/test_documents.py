"""The documents a reader expects are there, and the links between them lead somewhere."""

import re

import pytest

from tests.structure import sources

EXPECTED = (
    "README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE", ".env.example",
    ".github/pull_request_template.md", "docs/README.md", "docs/adr/README.md", "docs/adr/template.md",
)  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_it_is_there(name):
    assert (sources.ROOT / name).stat().st_size > 200


def test_links_between_documents_lead_somewhere():
    broken = []
    for path in sources.committed():
        if path.suffix != ".md":
            continue
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text()):
            picture_to_come = target.startswith("docs/images/") and not (sources.ROOT / "docs/images").is_dir()
            if picture_to_come or re.match(r"[a-z]+:", target):
                continue
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(sources.ROOT)} -> {target}")
    assert not broken


def test_every_decision_is_listed():
    folder = sources.ROOT / "docs" / "adr"
    listed = (folder / "README.md").read_text()
    assert not [path.name for path in folder.glob("[0-9]*.md") if path.name not in listed]


def test_every_setting_of_the_environment_is_documented():
    code = "".join(p.read_text() for p in sources.under("config", suffix=".py") if p.parent.name == "settings")
    names = set(re.findall(r'os\.environ(?:\.get\(|\[)["\']([A-Z_]+)["\']', code))
    written = "".join(
        (sources.ROOT / name).read_text()
        for name in (".env.example", "docs/deploy/README.md", "README.md", "docker-compose.yml")
    )
    assert not {name for name in names if name not in written}
