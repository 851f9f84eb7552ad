"""Move rooms as the table beside this file says: `python docs/moves/move.py registry`.

Each call moves one top room with its templates and tests (`rest` moves what lies outside of rooms), changes every file
that names something of it, sorts the imports, and checks that every name that is imported exists. It commits nothing.
A file of the room without a row, and a row without a file, is an error before anything is touched.
"""

import ast
import csv
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import rewriting
from rewriting import ROOMS, CannotTell, Names, module_of

ROOT = Path(__file__).resolve().parents[2]
TABLE = Path(__file__).with_name("2026-12.csv")
MAP = ROOT / "docs" / "map.md"
#: What stays at the root of a room and of its tests.
STAYS = re.compile(
    r"\w+/(__init__|apps|urls|contribution)\.py|\w+/(migrations|management|templatetags|static)/.*"
    r"|tests/\w+/(__init__|conftest)\.py"
)
PROSE = {".md", ".toml", ".yml", ".yaml", ".mjs", ".js", ".css", ".txt", ".sh", ".cfg", ".ini", ""}


def git(*arguments: str) -> str:
    """Run git at the root and return what it says."""
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def committed() -> list[str]:
    """Every file of the project."""
    return [name for name in git("ls-files", "-z").split("\0") if name and (ROOT / name).is_file()]


def rows() -> dict[str, str]:
    """The table: old path, new path; empty when the file goes."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    table = {row["old"]: row["new"] for row in read}
    if len(table) != len(read):
        raise CannotTell("A path has two rows.")
    taken = [new for new in table.values() if new]
    if len(set(taken)) != len(taken):
        raise CannotTell(f"Two rows lead to {sorted({new for new in taken if taken.count(new) > 1})}.")
    return table


def room_of(path: str) -> str:
    """The top room whose call moves a path."""
    parts = path.split("/")
    room = parts[1] if parts[0] in ("templates", "tests") and len(parts) > 2 else parts[0]
    return room if room in ROOMS else "rest"


def part(table: dict[str, str], room: str) -> dict[str, str]:
    """The rows of one room, after a check that they and the files agree."""
    mine = {old: new for old, new in table.items() if room_of(old) == room}
    files = [name for name in committed() if room_of(name) == room]
    faults = [f"row for {old}, which is not here" for old in mine if old not in files]
    if room != "rest":
        faults += [f"no row for {name}" for name in files if name not in mine and not STAYS.fullmatch(name)]
    if faults:
        raise CannotTell("\n".join(faults))
    return mine


def gathered(room: str, mine: dict[str, str]) -> dict[tuple[str, str], str]:
    """Where each model is imported from after the move: (package of today, class) -> package of its inner room."""
    path = f"{room}/models/__init__.py"
    if path not in mine:
        return {}
    found = {}
    for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            source = node.module.replace(".", "/") + ".py"
            package = module_of(mine[source]).rpartition(".")[0]
            for alias in node.names:
                found[f"{room}.models", alias.asname or alias.name] = package
    return found


def described() -> dict[str, str]:
    """What `docs/map.md` says of each folder."""
    text = MAP.read_text(encoding="utf-8") if MAP.exists() else ""
    return {folder.strip("/"): words for folder, words in re.findall(r"^\| `([\w/]+)/` \| (.+?) \|$", text, re.M)}


def write(path: str, text: str) -> None:
    """Write a file of the new layout and let git know it."""
    (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
    (ROOT / path).write_text(text, encoding="utf-8")
    git("add", "--", path)


def relocate(room: str, mine: dict[str, str], models: dict[tuple[str, str], str]) -> None:
    """Move the files, and make the packages that they need."""
    for old, new in mine.items():
        if new:
            (ROOT / new).parent.mkdir(parents=True, exist_ok=True)
            git("mv", "--", old, new)
        else:
            git("rm", "-q", "-f", "--", old)
    said = described()
    for new in mine.values():
        if not new.endswith(".py"):
            continue
        for folder in Path(new).parents:
            path = f"{folder}/__init__.py"
            if str(folder) != "." and not (ROOT / path).exists():
                words = said.get(str(folder), "")
                write(path, f'"""{words.rstrip(".")}."""\n' if words else "")
    for folder in sorted({Path(old).parent for old in mine}, reverse=True):
        if (ROOT / folder).is_dir() and not any(path.suffix != ".pyc" for path in (ROOT / folder).rglob("*.*")):
            shutil.rmtree(ROOT / folder)
    if models:
        _gather(room, models)


def _gather(room: str, models: dict[tuple[str, str], str]) -> None:
    """Write the models of each inner room, and those of the room, which Django reads."""
    packages: dict[str, list[str]] = {}
    for (_, name), package in models.items():
        packages.setdefault(package, []).append(name)
    for package, names in packages.items():
        words = (
            described().get(package.replace(".", "/"), f"The tables of {package.removesuffix('.models')}").rstrip(".")
            + "."
        )
        write(f"{package.replace('.', '/')}/__init__.py", _imports(words, _modules(package, names)))
    words = "Every table of the room, gathered for Django alone: whoever needs one imports it from its inner room."
    write(f"{room}/models.py", _imports(words, packages))


def _modules(package: str, names: list[str]) -> dict[str, list[str]]:
    """Which module of a package declares each of its models."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / package.replace(".", "/")).glob("*.py")):
        declared = {node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.ClassDef)}
        if here := [name for name in names if name in declared]:
            found[module_of(str(path.relative_to(ROOT)))] = here
    missing = set(names) - {name for here in found.values() for name in here}
    if missing:
        raise CannotTell(f"{package}: nobody declares {', '.join(sorted(missing))}.")
    return found


def _imports(words: str, modules: dict[str, list[str]]) -> str:
    lines = [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(modules.items())]
    every = sorted(name for names in modules.values() for name in names)
    listed = ", ".join(f'"{name}"' for name in every)
    return f'"""{words}"""\n\n' + "\n".join(lines) + f"\n\n__all__ = [{listed}]\n"


def rewritten(names: Names) -> dict[str, str]:
    """Every file that names something that moves, by its path of today, as it reads after the move."""
    changed: dict[str, str] = {}
    faults: list[str] = []
    here = str(TABLE.parent.relative_to(ROOT))
    for path in committed():
        suffix = Path(path).suffix
        if path.startswith((here, "locale/", "data/demo", "data/geo")) or path.endswith(
            ("map.md", "package-lock.json")
        ):
            continue
        if suffix not in PROSE | {".py", ".html", ".typ"} or path.startswith("requirements/"):
            continue
        if names.paths.get(path) == "":
            continue
        text = (ROOT / path).read_text(encoding="utf-8")
        change = {".py": rewriting.python, ".html": rewriting.template}.get(suffix, rewriting.prose)
        try:
            new = change(text, names, path)
        except CannotTell as fault:
            faults.append(str(fault))
            continue
        if new != text:
            changed[path] = new
    if faults:
        raise CannotTell("\n".join(faults))
    return changed


def tidy() -> None:
    """Sort the imports and set the lines as the house does."""
    python = [sys.executable, "-m", "ruff"]
    subprocess.run([*python, "check", "-q", "--select", "I", "--fix", "."], cwd=ROOT, check=True)
    subprocess.run([*python, "format", "-q", "."], cwd=ROOT, check=True)


def unknown() -> Iterator[str]:
    """Imports of the project's own names that lead nowhere."""
    files = [name for name in committed() if name.endswith(".py")]
    modules = {module_of(name): name for name in files}
    declared = {module: set(_declared(ROOT / name)) for module, name in modules.items()}
    for module, name in modules.items():
        for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
            if (
                not isinstance(node, ast.ImportFrom)
                or not node.module
                or node.module.split(".")[0] not in rewriting.TOPS
            ):
                continue
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if alias.name != "*" and whole not in modules and alias.name not in declared.get(node.module, ()):
                    yield f"{name}:{node.lineno}: {whole} ({module})"


def _declared(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]


def check() -> int:
    """Say for every room what would stop its move, or need a look; nothing is touched."""
    faults = 0
    for room in (*ROOMS, "rest"):
        try:
            mine = part(rows(), room)
            names = Names(mine, gathered(room, mine))
            changed = rewritten(names)
        except CannotTell as fault:
            faults += 1
            print(f"{room}:\n{fault}")
            continue
        print("\n".join([*sorted(set(names.notes)), f"{room}: {len(mine)} rows, {len(changed)} files would change"]))
    return 1 if faults else 0


def main() -> int:
    """Move one room."""
    room = sys.argv[1] if len(sys.argv) == 2 else ""
    if room == "check":
        return check()
    if room not in (*ROOMS, "rest"):
        print(f"Name one of {', '.join((*ROOMS, 'rest'))}, or check.")
        return 2
    if git("status", "--porcelain", "--untracked-files=no").strip():
        print("The work tree holds changes: commit them first.")
        return 2
    try:
        mine = part(rows(), room)
        models = gathered(room, mine)
        names = Names(mine, models)
        changed = rewritten(names)
    except CannotTell as fault:
        print(fault)
        return 1
    relocate(room, mine, models)
    for path, text in changed.items():
        (ROOT / mine.get(path, path)).write_text(text, encoding="utf-8")
    tidy()
    git("add", "--update")
    lost = sorted(set(unknown()))
    for line in (*sorted(set(names.notes)), *(f"leads nowhere: {one}" for one in lost)):
        print(line)
    print(f"{room}: {len(mine)} rows, {len(changed)} files changed, {len(names.notes)} notes, {len(lost)} lost names")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
