"""The sections of a dossier and what the case engine does with them all at once.

Each section is a model of the room that owns it; this module only knows which sections there are and calls the rooms.
Rights and states of the case are checked by the caller (`cases`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from funds.plans.selectors import plans as funding_selectors
from funds.plans.services import plans as funding
from governance.approval.models import Case, DossierRevision
from governance.approval.selectors.dossiers import schemes as scheme_selectors
from governance.approval.services.dossiers import schemes, section_crosschecks
from registry.base.rules.errors import Incomplete, OutOfScope, WrongState
from registry.base.services import units
from registry.dossiers.models import PlanSection
from registry.dossiers.selectors import section_changes
from registry.dossiers.selectors import sections as section_selectors
from registry.dossiers.selectors.section_changes import Change
from registry.dossiers.selectors.sections import Content, Layout
from registry.dossiers.services import section_checks
from registry.dossiers.services.section_checks import Messages
from registry.mines.models import Mine
from registry.scope.models import User
from registry.scope.models.actors import Actor
from restoration.acceptances.selectors import acceptances as acceptance_selectors
from restoration.acceptances.services import acceptances as acceptance
from restoration.plans.selectors import plans as restoration_selectors
from restoration.plans.services import plans as restoration
from safety.plans.selectors import plans as safety_selectors
from safety.plans.services import plans as safety

DOCUMENTS = "documents"


class PlanService(Protocol):
    """What every room offers for its section."""

    def start(self, application: UUID, mine: Mine, *, by: Actor) -> PlanSection: ...

    def save(self, application: UUID, *, by: User, data: Any, rows: Any = None, version: int) -> PlanSection: ...

    def lacking(self, content: Content[Any]) -> Messages: ...

    def freeze(
        self, application: UUID, revision: int, *, by: Actor, complete: Content[Any] | None = None
    ) -> PlanSection: ...

    def approve(self, application: UUID, revision: int, *, by: Actor) -> PlanSection: ...

    def refuse(self, application: UUID, revision: int, *, by: Actor) -> PlanSection: ...

    def supersede(self, application: UUID, revision: int, *, by: Actor) -> PlanSection: ...

    def content(self, application: UUID, revision: int) -> dict[str, Any]: ...


@dataclass(frozen=True)
class SectionKind:
    """One kind of section: its words, its look (dimension of the colour code) and the room that keeps it.

    `replaces` says that a mine works by one approved section of the kind at a time.
    """

    key: str
    label: Any
    summary: Any
    icon: str
    dimension: str
    service: PlanService
    layout: Layout[Any]
    form_template: str
    read_template: str
    replaces: bool = True


KINDS: dict[str, SectionKind] = {
    kind.key: kind
    for kind in (
        SectionKind(
            key="mining",
            label=_("Resources and mining"),
            summary=_("What is mined, how, how fast and in what order."),
            icon="pickaxe",
            dimension="",
            service=schemes.KEEPER,
            layout=scheme_selectors.LAYOUT,
            form_template="governance/approval/_scheme_form.html",
            read_template="governance/approval/_scheme.html",
        ),
        SectionKind(
            key="restoration",
            label=_("Ecological restoration"),
            summary=_("Zones, disturbance and restoration by year, and the works."),
            icon="leaf",
            dimension="eco",
            service=restoration.KEEPER,
            layout=restoration_selectors.LAYOUT,
            form_template="restoration/plans/_plan_form.html",
            read_template="restoration/plans/_plan.html",
        ),
        SectionKind(
            key="safety",
            label=_("Safety"),
            summary=_("Slopes, dumps and tailings ponds, and what is monitored."),
            icon="hard-hat",
            dimension="saf",
            service=safety.KEEPER,
            layout=safety_selectors.LAYOUT,
            form_template="safety/plans/_plan_form.html",
            read_template="safety/plans/_plan.html",
        ),
        SectionKind(
            key="funds",
            label=_("Cost and funding"),
            summary=_("What the works cost and how the company funds them."),
            icon="coins",
            dimension="ecn",
            service=funding.KEEPER,
            layout=funding_selectors.LAYOUT,
            form_template="funds/plans/_plan_form.html",
            read_template="funds/plans/_plan.html",
        ),
        SectionKind(
            key="acceptance",
            label=_("Restoration acceptance report"),
            summary=_("What was restored, zone by zone, how it holds, and who was heard."),
            icon="clipboard-check",
            dimension="eco",
            service=acceptance.KEEPER,
            layout=acceptance_selectors.LAYOUT,
            form_template="restoration/acceptances/_acceptance_form.html",
            read_template="restoration/acceptances/_acceptance.html",
            replaces=acceptance.KEEPER.replaces,
        ),
    )
}


def of(case: Case) -> list[SectionKind]:
    """The sections that the case's procedure asks for, in its order."""
    return [KINDS[key] for key in case.frozen.sections]


@units.unit()
def start(case: Case, *, by: Actor) -> None:
    """Open the drafts of all sections."""
    for kind in of(case):
        kind.service.start(case.application, case.mine, by=by)


class Frozen:
    """The frozen dossier of a case for one act: each revision is read once, however many steps of the act need it.

    Nothing frozen changes, but a reader lives no longer than the act that made it and is handed on as an argument.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self._contents: dict[int, dict[str, Any]] = {}

    @cached_property
    def revision(self) -> DossierRevision:
        """The latest revision; raises `WrongState` when nothing was submitted yet."""
        found = self.case.revisions.order_by("-number").first()
        if found is None:
            message = gettext("The dossier was not submitted yet: there is nothing to check.")
            raise WrongState(message, current=self.case.state)
        return found

    def content(self, number: int) -> dict[str, Any]:
        """The content of one revision by section, as canonical JSON."""
        if number not in self._contents:
            self._contents[number] = content(self.case, number)
        return self._contents[number]

    def add(self, revision: DossierRevision, kept: dict[str, Any]) -> None:
        """Take in the revision that was frozen just now, and what was kept."""
        self.revision = revision
        self._contents[revision.number] = kept


def missing(case: Case, drafts: section_crosschecks.Drafts | None = None) -> dict[str, Messages]:
    """Everything that stands between the drafts and their submission, by section and field; empty when complete."""
    drafts = drafts or section_crosschecks.read(case)
    found = {kind.key: _lacking(kind, drafts.of(kind.key)) for kind in of(case)}
    for key, messages in section_crosschecks.missing(case, drafts).items():
        found[key] = section_checks.merge(found.get(key, {}), messages)
    found[DOCUMENTS] = section_crosschecks.missing_documents(case)
    return {key: messages for key, messages in found.items() if messages}


def _lacking(kind: SectionKind, content: Content[Any] | None) -> Messages:
    if content is None:
        raise OutOfScope
    return kind.service.lacking(content)


def warnings(case: Case) -> dict[str, Messages]:
    """What the applicant and the reviewers should see although it does not stop the submission."""
    return section_crosschecks.warnings(section_crosschecks.read(case))


@units.unit()
def freeze(case: Case, revision_number: int, *, by: Actor) -> dict[str, Any]:
    """Copy all drafts to a frozen revision and return their content; `Incomplete` names everything that is missing.

    The drafts are read once, under the lock of the case: what is checked is what is copied, kept and returned.
    """
    drafts = section_crosschecks.read(case)
    if lacking := missing(case, drafts):
        fields = {f"{key}.{name}": texts for key, part in lacking.items() for name, texts in part.items()}
        raise Incomplete(fields, gettext("The dossier is not complete."))
    kept = {}
    for kind in of(case):
        complete = drafts.of(kind.key)
        assert complete is not None
        kind.service.freeze(case.application, revision_number, by=by, complete=complete)
        kept[kind.key] = section_selectors.canonical(kind.layout, complete)
    return kept


def content(case: Case, revision_number: int) -> dict[str, Any]:
    """The content of one revision (0: the drafts) by section, as canonical JSON."""
    return {kind.key: kind.service.content(case.application, revision_number) for kind in of(case)}


@units.unit()
def approve(case: Case, revision_number: int, *, by: Actor) -> None:
    """Make the frozen revision the plans that the rooms work by."""
    for kind in of(case):
        kind.service.approve(case.application, revision_number, by=by)


@units.unit()
def refuse(case: Case, revision_number: int, *, by: Actor) -> None:
    """Mark the frozen revision of every section as refused."""
    for kind in of(case):
        kind.service.refuse(case.application, revision_number, by=by)


@units.unit()
def supersede(case: Case, revision_number: int, *, by: Actor) -> None:
    """Take the frozen revision out of review without a decision: the case was withdrawn or not accepted."""
    for kind in of(case):
        kind.service.supersede(case.application, revision_number, by=by)


def difference(case: Case, old: int, new: int, frozen: Frozen | None = None) -> dict[str, list[Change]]:
    """What changed between two revisions, by section; sections without a change are left out."""
    return {key: changes for key, changes in _differences(frozen or Frozen(case), old, new) if changes}


def changed_keys(old: Frozen, old_revision: int, new: Frozen, new_revision: int) -> set[str]:
    """The sections whose content differs between a revision of one case and one of another; a new section counts."""
    before, after = old.content(old_revision), new.content(new_revision)
    layouts = {kind.key: kind.layout for kind in of(new.case)}
    return {
        key
        for key, value in after.items()
        if key not in before or section_changes.changes(layouts[key], before[key], value)
    } | (before.keys() - after.keys())


def _differences(frozen: Frozen, old: int, new: int) -> Iterator[tuple[str, list[Change]]]:
    before, after = frozen.content(old), frozen.content(new)
    for kind in of(frozen.case):
        yield kind.key, section_changes.changes(kind.layout, before[kind.key], after[kind.key])
