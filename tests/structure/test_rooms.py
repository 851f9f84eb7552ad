"""Rooms inside rooms: what lies at a root, and which arrows keys, templates and imports follow between inner rooms."""

import ast
import re
import tomllib
from functools import cache

import pytest
from django.apps import apps
from django.db import models

from config import celery
from tests.structure import sources

ROOMS = tuple(room for room in sources.ROOMS if room != "config")
#: What Django looks for at the root of an app, and the one module that hands over what a room contributes.
ROOT_MODULES = {"__init__", "apps", "urls", "contribution", "models"}
#: Rooms of pure functions: they have an order of their own (pyproject.toml) and no layers.
PURE = {"assessment.methods"}
ROOT_PACKAGES = {"migrations", "management", "templatetags", "static"}


@cache
def heights() -> dict[str, int]:
    """How high each inner room lies within its own, as the contracts in pyproject.toml say it."""
    contracts = tomllib.loads((sources.ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    found = {}
    for contract in contracts:
        for room in set(contract.get("containers", ())) & set(ROOMS):
            for height, layer in enumerate(reversed(contract["layers"])):
                found |= {f"{room}.{name}": height for name in re.findall(r"\w+", layer)}
    return found


def _inner(module: str) -> str:
    """The inner room a dotted name lies in, such as `registry.mines`."""
    return ".".join(module.split(".")[:2])


def _may_point(source: str, target: str) -> bool:
    """Whether an arrow may lead from one inner room to another of the same top room."""
    if source == target or source.split(".")[0] != target.split(".")[0]:
        return True
    return heights()[source] > heights()[target]


@pytest.mark.parametrize("room", ROOMS)
def test_no_loose_module_stands_at_a_rooms_root(room):
    names = {path.relative_to(sources.ROOT / room).parts for path in sources.under(room, suffix="")}
    assert {parts[0].removesuffix(".py") for parts in names if len(parts) == 1} <= ROOT_MODULES
    assert {f"{room}.{parts[0]}" for parts in names if len(parts) > 1 and parts[0] not in ROOT_PACKAGES} <= set(
        heights()
    )


def test_an_inner_room_holds_layers_and_little_else():
    loose = [
        str(path.relative_to(sources.ROOT))
        for path in sources.under(*ROOMS, suffix=".py")
        if len(path.relative_to(sources.ROOT).parts) == 3 and _inner(sources.dotted(path)) in heights().keys() - PURE
        if path.stem not in {"__init__", "urls", "tasks", "admin"} and path.parent.name not in ROOT_PACKAGES
    ]
    assert not loose


def test_foreign_keys_point_down_between_inner_rooms():
    seen, wrong = 0, []
    for model in apps.get_models(include_auto_created=True):
        source = _inner(model.__module__)
        for field in model._meta.get_fields(include_hidden=True):
            if not isinstance(field, models.ForeignKey | models.OneToOneField | models.ManyToManyField):
                continue
            target = _inner(field.related_model.__module__)
            if source in heights() and target in heights():
                seen += source != target
                if not _may_point(source, target):
                    wrong.append(f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}")
    assert not wrong
    assert seen > 50


def test_templates_include_downwards_between_inner_rooms():
    wrong = []
    for path in sources.under("templates", suffix=".html"):
        parts = path.relative_to(sources.ROOT / "templates").parts
        for room, inner in re.findall(r'{%\s*(?:include|extends)\s+"(\w+)/(\w+)/', path.read_text()):
            if room in ROOMS and parts[0] == room and not _may_point(".".join(parts[:2]), f"{room}.{inner}"):
                wrong.append(f"{path.relative_to(sources.ROOT)} -> {room}/{inner}/")
    assert not wrong


def test_a_model_is_imported_from_its_inner_room():
    roots = {f"{room}.models" for room in ROOMS}
    wrong = [
        str(path.relative_to(sources.ROOT))
        for path in sources.under(*sources.ROOMS, "tests", "bench", suffix=".py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module in roots
    ]
    assert not wrong


def test_celery_knows_every_module_with_tasks():
    found = {
        sources.dotted(path)
        for path in sources.under(*ROOMS, suffix=".py")
        if re.search(r"^@shared_task", path.read_text(), re.M)
    }
    assert found == set(celery.TASKS)


def test_every_folder_has_its_line_on_the_map():
    listed = re.findall(r"^\| `([^`]+)/` \| \S.+ \|$", (sources.ROOT / "docs" / "map.md").read_text(), re.M)
    folders = {str(path.parent.relative_to(sources.ROOT)) for path in sources.committed()} - {"."}
    assert sorted(folders - set(listed)) == []
    assert sorted(set(listed) - folders) == []
    assert len(listed) == len(set(listed))
