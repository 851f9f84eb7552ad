"""The stages of a joint approval, each played on from the one before."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from governance.approval.models import Case, Conflict
from governance.committee.models import Meeting
from tests.factories import cases as factory
from tests.factories import checks, effects
from tests.factories import conflicts as disputes
from tests.factories import unchecked as bare
from tests.factories.conflicts import Table
from tests.factories.scenes import Scene
from tests.stages.declared import stage


@dataclass
class Played:
    """What a test finds at its stage."""

    here: Scene
    case: Case | None = None
    table: Table | None = None
    conflict: Conflict | None = None
    meeting: Meeting | None = None

    def with_(self, **parts: Any) -> "Played":
        """The same people, further on."""
        return dataclasses.replace(self, **parts)


@stage()
def scene() -> Played:
    """Office, departments, a company with a mine, and a person in every role."""
    return Played(factory.scene())


@stage(after="scene")
def draft(before: Played) -> Played:
    """A complete draft."""
    return before.with_(case=factory.draft(before.here))


@stage(after="draft")
def submitted(before: Played) -> Played:
    """A case that waits for the completeness check."""
    return before.with_(case=factory.submitted(before.here, before.case))


@stage(after="submitted")
def in_review(before: Played) -> Played:
    """An accepted case that three departments review."""
    return before.with_(case=factory.in_review(before.here, before.case))


@stage(after="submitted")
def unchecked(before: Played) -> Played:
    """A case in review whose procedure asks for no check."""
    return before.with_(case=bare.in_review(before.here, before.case))


@stage(after="in_review")
def deciding(before: Played) -> Played:
    """A case on which every department has spoken."""
    return before.with_(case=factory.deciding(before.here, before.case))


@stage(after="deciding")
def countersigning(before: Played) -> Played:
    """An approval that waits for the second signature."""
    return before.with_(case=factory.countersigning(before.here, case=before.case))


@stage(after="countersigning")
def decided(before: Played) -> Played:
    """A signed approval."""
    return before.with_(case=factory.decided(before.here, case=before.case))


@stage(after="in_review")
def stopped(before: Played) -> Played:
    """A case that the safety department refused."""
    return before.with_(case=factory.stopped(before.here, before.case))


@stage(after="stopped")
def refused(before: Played) -> Played:
    """A signed refusal."""
    waiting = factory.countersigning(before.here, "refuse", before.case)
    return before.with_(case=factory.decided(before.here, "refuse", waiting))


@stage(after="scene")
def table(before: Played) -> Played:
    """A committee above the office, with three members."""
    return before.with_(table=disputes.table(before.here))


@stage(after="in_review")
def seated(before: Played) -> Played:
    """A case in review below a committee."""
    return before.with_(table=disputes.table(before.here))


@stage(after="in_review")
def objected(before: Played) -> Played:
    """A case stopped by an objection, where there is no committee."""
    return _disputed(before, disputes.objected(before.here, before.case))


@stage(after="in_review")
def contradicted(before: Played) -> Played:
    """Conditions that contradict each other, where there is no committee."""
    return _disputed(before, disputes.contradicted(before.here, before.case))


@stage(after="seated")
def objected_below_committee(before: Played) -> Played:
    """A case stopped by an objection that a committee may hear."""
    return _disputed(before, disputes.objected(before.here, before.case))


@stage(after="seated")
def contradicted_below_committee(before: Played) -> Played:
    """Conditions that contradict each other, which a committee may hear."""
    return _disputed(before, disputes.contradicted(before.here, before.case))


@stage(after="scene")
def planned(before: Played) -> Played:
    """The scene with an approved plan of the mine."""
    effects.plan(before.here)
    return before


@stage(after="planned")
def visit_asked(before: Played) -> Played:
    """A case in review, after the plan, that asks for a visit of the site and nothing else."""
    return before.with_(case=checks.ask(factory.in_review(before.here), "gate-site-visit"))


@stage()
def open_pit() -> Played:
    """The scene with an open-pit mine."""
    return Played(factory.scene(is_open_pit=True))


def _disputed(before: Played, conflict: Conflict) -> Played:
    return before.with_(conflict=conflict, case=conflict.case)
