"""Rooms know only the rooms below them: in keys between tables, in migrations and in templates."""

import re

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from tests.structure import sources

#: A room may point at itself and at what lies lower; the three domains do not know each other.
HEIGHT = {"registry": 0, "funds": 1, "restoration": 1, "safety": 1, "governance": 2, "assessment": 3, "config": 4}


def _may_point(source: str, target: str) -> bool:
    return source == target or HEIGHT[source] > HEIGHT[target]


def test_foreign_keys_point_down():
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_hidden=True):
            if not isinstance(field, models.ForeignKey | models.OneToOneField | models.ManyToManyField):
                continue
            source, target = model._meta.app_label, field.related_model._meta.app_label
            if source in HEIGHT and target in HEIGHT and not _may_point(source, target):
                wrong.append(f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}")
    assert not wrong


def test_migrations_depend_downwards():
    graph = MigrationLoader(None).disk_migrations
    wrong = [
        f"{label}.{name} -> {dependency[0]}.{dependency[1]}"
        for (label, name), migration in graph.items()
        for dependency in migration.dependencies
        if label in HEIGHT and dependency[0] in HEIGHT and not _may_point(label, dependency[0])
    ]
    assert not wrong


@pytest.mark.parametrize("room", [room for room in HEIGHT if room != "config"])
def test_templates_include_downwards(room):
    wrong = []
    for path in sources.under("templates", suffix=".html"):
        if path.relative_to(sources.ROOT / "templates").parts[0] != room:
            continue
        for target in re.findall(r'{%\s*(?:include|extends)\s+"(\w+)/', path.read_text()):
            if target in HEIGHT and not _may_point(room, target):
                wrong.append(f"{path.relative_to(sources.ROOT)} -> {target}/")
    assert not wrong
