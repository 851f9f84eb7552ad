"""A conflict at the desk, a sitting that votes on another, and a substitution, for the attacks."""

import datetime as dt
from typing import Any

from django.utils import timezone

from governance.approval.models import Conflict, Substitution
from governance.committee.models import Meeting
from registry.scope.models import Organisation, User
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


def substitution_of(scene: stages.Scene) -> Substitution:
    """The reviewer of natural resources stands in for the head, today and tomorrow."""
    today, head = timezone.localdate(), scene.heads["natural_resources"]
    return Substitution.objects.create(
        organisation=scene.departments["natural_resources"],
        officer=head,
        substitute=scene.reviewers["natural_resources"],
        valid_from=today,
        valid_to=today + dt.timedelta(days=1),
        made_by=head,
    )


def objects(scene: stages.Scene, sibling: Any, body: Organisation, member: User) -> dict[str, Any]:
    """The rows that the addresses of conflicts, meetings and substitutions name."""
    return {
        "conflict": conflict_of(sibling(scene)),
        "meeting": sitting_of(sibling(scene), body, member),
        "substitution": substitution_of(scene),
    }
