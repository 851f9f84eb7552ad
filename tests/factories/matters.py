"""Rows of a kind of matter, laid down beside the services."""

from typing import Any, TypeVar

from governance.approval.models import Case
from registry.matters.models import Matter, OfMatter
from registry.matters.services import matters

K = TypeVar("K", bound=OfMatter)
#: What stands on the matter itself.
OF_MATTER = ("number", "title_zh", "title_en", "mine", "responsible", "is_simulated", "version")


def row(kind: type[K], code: str, **fields: Any) -> K:
    """A row of a kind of matter, with its matter."""
    of_matter = {name: fields.pop(name) for name in OF_MATTER if name in fields}
    made = kind.of(matters.open_matter(code, **of_matter), **fields)
    made.save(force_insert=True)
    return made


def case(**fields: Any) -> Case:
    """A case as `Case.objects.create` would make it."""
    return row(Case, Case.KIND, responsible=fields.pop("office"), **fields)


def act(found: OfMatter) -> None:
    """Make every page that was shown of it an old one."""
    matters.touch(type(found)._default_manager.get(pk=found.pk))


def version(found: OfMatter) -> int:
    """The version as the database has it now."""
    return Matter.objects.values_list("version", flat=True).get(pk=found.pk)
