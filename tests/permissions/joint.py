"""A conflict at the desk and a sitting that votes on another, for the attacks."""

from typing import Any

from governance.models import Conflict, Meeting
from registry.models import Organisation, User
from tests.factories import cases as stages
from tests.factories import conflicts as factory


def conflict_of(scene: stages.Scene) -> Conflict:
    """Contradictory conditions that nobody has settled yet."""
    return factory.contradicted(scene)


def sitting_of(scene: stages.Scene, body: Organisation, member: User) -> Meeting:
    """An open sitting on an objection; its only member takes the chair."""
    scene.office.parent = body
    scene.office.save(update_fields=["parent"])
    conflict = factory.raised(factory.objected(scene), scene)
    return factory.sitting(factory.Table(scene, body, [member]), factory.draft(conflict, "upheld"))


def objects(scene: stages.Scene, sibling: Any, body: Organisation, member: User) -> dict[str, Any]:
    """The rows that the addresses of conflicts and meetings name."""
    return {"conflict": conflict_of(sibling(scene)), "meeting": sitting_of(sibling(scene), body, member)}
