"""How a move changes the files that name what moved: imports by their syntax tree, strings and prose by whole paths.

Nothing is guessed: what cannot be told from the table alone is an error, what only might need a look is a note.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOMS = ("registry", "restoration", "safety", "funds", "governance")
TOPS = (*ROOMS, "config", "tests")
LAYERS = "api|filters|forms|models|policies|rules|selectors|services|tables|tasks|views"
_DOTTED = re.compile(rf"(?<![\w./@:-])(?:{'|'.join(TOPS)})(?:\.[A-Za-z_]\w*)+")
_PATH = re.compile(rf"(?<![\w./-])(?:frontend/src/css/|templates/|tests/)?(?:{'|'.join(TOPS)})?/?[\w./-]*[\w/]")
_PREFIX = re.compile(rf"(?<![\w./-])((?:{'|'.join(ROOMS)})/[\w/]*)(?=\{{)")
_LOAD = re.compile(r"({%-?\s*load\s+)([\w\s]+?)(\s*-?%})")
_LINE = re.compile(rf"^([ \t]*)from ((?:{'|'.join(TOPS)})[\w.]*) import ([\w, ]+?)[ \t]*$", re.M)
_PATTERN = re.compile(rf"[\w*]*\*[\w*/]*/(?:{LAYERS})\b|\b(?:{'|'.join(ROOMS)})/[\w/]*\*")
_FOLDER = re.compile(rf"(?<![\w./-])(?:{'|'.join(ROOMS)})/(?:{LAYERS}|typst)(?:/\w+)*/?(?![\w/.])")


class CannotTell(Exception):
    """The table does not say what becomes of something."""


def module_of(path: str) -> str:
    """The dotted name of a Python file."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@dataclass
class Names:
    """What is called otherwise after a move, and what was noticed on the way."""

    paths: dict[str, str]
    #: (old package of models, class) -> new package of models
    models: dict[tuple[str, str], str]
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.modules = {
            module_of(old): module_of(new)
            for old, new in self.paths.items()
            if old.endswith(".py") and new and not old.endswith("__init__.py")
        }
        for old, new in self.paths.items():
            if old.endswith("/__init__.py") and new:
                self.modules[module_of(old)] = module_of(new)
        self.gone = {module_of(old) for old, new in self.paths.items() if old.endswith("/__init__.py") and not new}
        self.templates = {
            old.removeprefix("templates/"): new.removeprefix("templates/")
            for old, new in self.paths.items()
            if old.startswith("templates/")
        }
        self.tags = {
            Path(old).stem: Path(new).stem
            for old, new in self.paths.items()
            if "/templatetags/" in old and Path(old).stem != Path(new).stem
        }
        self.short = {
            "./" + old.removeprefix("frontend/src/"): "./" + new.removeprefix("frontend/src/")
            for old, new in self.paths.items()
            if old.startswith("frontend/src/")
        }

    def dotted(self, name: str) -> str:
        """A dotted name after the move; itself when nothing of it moves."""
        parts = name.split(".")
        for length in range(len(parts), 1, -1):
            head, rest = ".".join(parts[:length]), parts[length:]
            if head in self.modules:
                return ".".join([self.modules[head], *rest])
            if rest and (head, rest[0]) in self.models:
                return ".".join([self.models[head, rest[0]], *rest])
        return name

    def text(self, text: str, where: str) -> str:
        """Prose or a string with every whole path and dotted name as it is called after the move."""
        text = _LINE.sub(lambda found: self._line(found), text)
        text = _DOTTED.sub(lambda found: self.dotted(found[0]), text)
        text = _PREFIX.sub(lambda found: self._prefix(found[1], where), text)
        text = _PATH.sub(lambda found: self._path(found[0]), text)
        for old, new in self.short.items():
            text = text.replace(old, new)
        text = _FOLDER.sub(lambda found: self._folder(found[0], where), text)
        self.notes += [f"{where}: look at the pattern {found[0]}" for found in _PATTERN.finditer(text)]
        return text

    def _folder(self, folder: str, where: str) -> str:
        """A folder of which everything moves to one place; a note when it is spread over several."""
        inside = folder.rstrip("/") + "/"
        moved = {old: new for old, new in self.paths.items() if old.startswith(inside) and new}
        places = {new.removesuffix(old.removeprefix(inside)) for old, new in moved.items()}
        if len(places) == 1 and (place := places.pop()).endswith("/"):
            return place if folder.endswith("/") else place.rstrip("/")
        if moved:
            self.notes.append(f"{where}: look at the folder {folder}")
        return folder

    def _path(self, path: str) -> str:
        stem = path.rstrip(".")
        tail = path[len(stem) :]
        if new := self.paths.get(stem):
            return new + tail
        return self.templates.get(stem, stem) + tail

    def _prefix(self, prefix: str, where: str) -> str:
        """The beginning of a path that ends in a variable: all that begin so must move to one place."""
        for names in (self.templates, self.paths):
            fitting = {old: new for old, new in names.items() if old.startswith(prefix)}
            ends = {new[: -len(old.removeprefix(prefix))] if new.endswith(old.removeprefix(prefix)) else "" for old, new
                    in fitting.items()}  # fmt: skip
            if fitting:
                if len(ends) != 1 or "" in ends:
                    raise CannotTell(f"{where}: {prefix}{{…}} moves to {len(ends)} places; write the names in full.")
                return ends.pop()
        return prefix

    def _line(self, found: re.Match[str]) -> str:
        """An import in a program that is kept as a text."""
        indent, module, names = found.groups()
        aliases = [ast.alias(*part.split(" as ")) for part in re.split(r"\s*,\s*", names)]
        lines = []
        for new_module, alias in (self.imported(module, alias, found[0]) for alias in aliases):
            old = alias.asname or alias.name
            bound = new_module[1].rpartition(".")[2]
            lines.append(f"{indent}from {new_module[0]} import {bound}" + (f" as {old}" if bound != old else ""))
        return "\n".join(lines)

    def imported(self, module: str, alias: ast.alias, where: str) -> tuple[tuple[str, str], ast.alias]:
        """Where to import from after the move, and what: ((module, name), alias)."""
        whole = f"{module}.{alias.name}"
        if whole in self.modules:
            parent, _, name = self.modules[whole].rpartition(".")
            return (parent, name), alias
        if module in self.modules:
            return (self.modules[module], alias.name), alias
        if (module, alias.name) in self.models:
            return (self.models[module, alias.name], alias.name), alias
        if module in self.gone or whole in self.gone:
            raise CannotTell(f"{where}: {whole} is in no row of the table.")
        return (module, alias.name), alias


def python(source: str, names: Names, where: str) -> str:
    """A module after the move."""
    tree = ast.parse(source)
    edits: list[tuple[int, int, str]] = []
    offsets = _offsets(source)
    renames: dict[str, str] = {}
    lines = source.encode().splitlines(keepends=True)

    def span(node: ast.AST) -> tuple[int, int]:
        start = offsets[node.lineno - 1] + len(lines[node.lineno - 1][: node.col_offset].decode())  # type: ignore[attr-defined]
        end = offsets[node.end_lineno - 1] + len(lines[node.end_lineno - 1][: node.end_col_offset].decode())  # type: ignore[attr-defined]
        return start, end

    used = _identifiers(tree)
    for name in _doubled(tree, names):
        used[name] = 1
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            if node.level:
                raise CannotTell(f"{where}:{node.lineno}: a relative import.")
            start, end = span(node)
            if new := _statement(node, names, used, renames, where):
                if "#" in source[start:end]:
                    raise CannotTell(f"{where}:{node.lineno}: a comment inside an import that moves.")
                edits.append((start, end, f"\n{' ' * node.col_offset}".join(new)))
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if names.dotted(alias.name) != alias.name and alias.asname is None:
                    edits += _chains(tree, alias.name, names, span)
                    edits.append((*span(alias), names.dotted(alias.name)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in renames:
            edits.append((*span(node), renames[node.id]))
    edits += _strings(source, offsets, names, where)
    if "(__file__)" in source and names.paths.get(where):
        names.notes.append(f"{where}: look at the place it reckons from __file__")
    for start, end, new in sorted(set(edits), reverse=True):
        source = source[:start] + new + source[end:]
    return source


def prose(text: str, names: Names, where: str) -> str:
    """A document or a configuration after the move."""
    return names.text(text, where)


def template(text: str, names: Names, where: str) -> str:
    """A template after the move: its text, and the libraries of tags it loads."""

    def loaded(found: re.Match[str]) -> str:
        return found[1] + " ".join(names.tags.get(name, name) for name in found[2].split()) + found[3]

    return _LOAD.sub(loaded, names.text(text, where))


def _offsets(source: str) -> list[int]:
    """Where each line begins."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _statement(
    node: ast.ImportFrom, names: Names, used: dict[str, int], renames: dict[str, str], where: str
) -> list[str]:
    """The statements that take the place of one import; empty when nothing of it moves."""
    assert node.module is not None
    kept: dict[str, list[str]] = {}
    is_moved = False
    for alias in node.names:
        (module, name), _ = names.imported(node.module, alias, f"{where}:{node.lineno}")
        is_moved |= (module, name) != (node.module, alias.name)
        bound = alias.asname
        if bound is None and name != alias.name:
            if used.get(alias.name, 0) > 1 or used.get(name):
                bound = alias.name
            else:
                renames[alias.name] = name
        kept.setdefault(module, []).append(name if bound in (None, name) else f"{name} as {bound}")
    return [f"from {module} import {', '.join(parts)}" for module, parts in kept.items()] if is_moved else []


def _doubled(tree: ast.AST, names: Names) -> set[str]:
    """The new names that several imports of a module would take; each of them keeps its old one."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            moved = {
                alias.name: names.imported(node.module, alias, "")[0][1] for alias in node.names if not alias.asname
            }
            found += [new for old, new in moved.items() if new != old]
    return {name for name in found if found.count(name) > 1}


def _identifiers(tree: ast.AST) -> dict[str, int]:
    """How often each name is bound in a module; a name that is only read counts nothing, but is known."""
    bound: dict[str, int] = {}
    for node in ast.walk(tree):
        found: Iterable[str] = ()
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load):
                continue
            found = (node.id,)
        elif isinstance(node, ast.arg):
            found = (node.arg,)
        elif isinstance(node, ast.alias):
            found = ((node.asname or node.name).partition(".")[0],)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.ExceptHandler):
            found = (node.name or "",)
        for name in found:
            bound[name] = bound.get(name, 0) + 1
    return bound


def _chains(tree: ast.AST, module: str, names: Names, span: object) -> Iterator[tuple[int, int, str]]:
    """The uses of `import a.b.c` in full."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) == module:
            yield (*span(node), names.dotted(module))  # type: ignore[operator]


def _strings(source: str, offsets: list[int], names: Names, where: str) -> Iterator[tuple[int, int, str]]:
    """The strings and comments that name something that moves."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kinds = (tokenize.STRING, tokenize.COMMENT, getattr(tokenize, "FSTRING_MIDDLE", -1))
        if token.type in kinds:
            start, end = (offsets[line - 1] + column for line, column in (token.start, token.end))
            new = names.text(token.string, f"{where}:{token.start[0]}")
            if new != token.string:
                yield start, end, new
