"""Keep a section of a plan: start and save its draft, freeze it, and record what was decided about it.

Each room makes one `Keeper` for the section it owns and offers its methods as its plan service.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.services import ages, audit
from registry.base.rules.errors import Incomplete, OutOfScope, Stale, WrongState
from registry.base.services import units
from registry.dossiers.models import PlanSection
from registry.dossiers.selectors import section_changes
from registry.dossiers.selectors import sections as selectors
from registry.dossiers.selectors.sections import Content, Layout
from registry.dossiers.services import section_checks
from registry.dossiers.services.section_checks import Check, Messages, Required
from registry.mines.models import Mine
from registry.scope.models import User
from registry.scope.models.actors import Actor
from registry.scope.policies.base import Policy, ensure

S = TypeVar("S", bound=PlanSection)
M = TypeVar("M", bound=Model)
Status = PlanSection.Status
Values = Mapping[str, Any]
VERBS = {Status.APPROVED: "approve", Status.REFUSED: "refuse", Status.SUPERSEDED: "supersede"}


@dataclass(frozen=True)
class Keeper(Generic[S]):
    """The verbs of one section.

    `noun` is the first part of its audit verbs, `table` its stage table, `never` finds what cannot be saved and
    `checks` what cannot be submitted; `prefill` and `prefill_rows` give the first values of a draft. `replaces` says
    that a mine works by one approved section, so that approving another supersedes it; else they stand side by side.
    """

    noun: str
    layout: Layout[S]
    policy: Policy[S]
    table: Sequence[Required]
    never: Check
    checks: Check
    prefill: Callable[[Mine], dict[str, Any]] = field(default=lambda mine: {})
    prefill_rows: Callable[[Mine], dict[str, list[dict[str, Any]]]] = field(default=lambda mine: {})
    replaces: bool = True

    @units.unit()
    def start(self, application: UUID, mine: Mine, *, by: Actor) -> S:
        """Open the draft of an application; a draft that is there already is returned as it is."""
        drafts = self.layout.model._default_manager.filter(application=application, revision=0)
        if (draft := drafts.first()) is not None:
            return draft
        draft = drafts.create(application=application, revision=0, mine=mine, **self.prefill(mine))
        first = self.prefill_rows(mine)
        for kind in self.layout.rows:
            rows = (kind.model(section=draft, **values) for values in first.get(kind.relation, []))
            kind.model._default_manager.bulk_create(rows)
        audit.record(f"{self.noun}.start", draft, by=by, region_code=mine.region_code, is_first=True)
        return draft

    @units.unit()
    def save(
        self,
        application: UUID,
        *,
        by: User,
        data: Values,
        rows: Mapping[str, Sequence[Values]] | None = None,
        version: int,
    ) -> S:
        """Save the draft, half-filled as it may be; raises `Stale`, or `Incomplete` with every impossible value.

        `rows` replaces the child rows of the relations it names; wholly empty rows are dropped.
        """
        draft = self._access_draft(application, by)
        old = selectors.read(self.layout, draft)
        before = selectors.canonical(self.layout, old)
        new = self._apply(draft, data, rows or {}, old)
        if bad := self._impossible(new):
            raise Incomplete(bad)
        after = selectors.canonical(self.layout, new)
        if _sorted(after) == _sorted(before):
            return draft
        if draft.version != version:
            raise Stale(
                ages.told(draft, by, _("Someone else saved this section after you opened it.")),
                now={"version": draft.version},
                **section_changes.both_versions(self.layout, mine=after, theirs=before),
            )
        self._store(draft, new, rows or {})
        changed: dict[str, Any] = section_changes.changed_values(before, after)
        audit.record(f"{self.noun}.save", draft, by=by, region_code=draft.mine.region_code, **changed)
        return draft

    def missing(self, application: UUID) -> Messages:
        """Everything that stands between the draft and its submission, by field."""
        draft = selectors.draft(self.layout, application)
        if draft is None:
            raise OutOfScope
        return self.lacking(selectors.read(self.layout, draft))

    def lacking(self, content: Content[S]) -> Messages:
        """The same of a draft that was read already."""
        return section_checks.merge(
            section_checks.missing(self.layout, self.table, content), self.never(content), self.checks(content)
        )

    @units.unit()
    def freeze(self, application: UUID, revision: int, *, by: Actor, complete: Content[S] | None = None) -> S:
        """Copy the complete draft to the next revision; a revision still under review is superseded by it.

        `complete` is the draft as the caller has read it and found nothing lacking; it is read anew when it was saved
        since.
        """
        rows = self._lock(application)
        draft = next((row for row in rows if row.revision == 0), None)
        if draft is None:
            raise OutOfScope
        content = complete
        if content is None or (content.section.pk, content.section.version) != (draft.pk, draft.version):
            content = selectors.read(self.layout, draft)
            if missing := self.lacking(content):
                raise Incomplete(missing)
        for row in rows:
            if row.status == Status.FROZEN:
                self._decide(row, Status.SUPERSEDED)
        values = {name: getattr(draft, name) for name in self.layout.fields}
        frozen = self.layout.model._default_manager.create(
            **values,
            mine=draft.mine,
            application=application,
            revision=revision,
            status=Status.FROZEN,
            frozen_at=Now(),
        )
        for kind in self.layout.rows:
            kind.model._default_manager.bulk_create(
                kind.model(section=frozen, **{name: getattr(row, name) for name in kind.fields})
                for row in content.rows[kind.relation]
            )
        frozen.refresh_from_db()
        audit.record(f"{self.noun}.freeze", frozen, by=by, region_code=draft.mine.region_code, is_first=True)
        return frozen

    @units.unit()
    def approve(self, application: UUID, revision: int, *, by: Actor) -> S:
        """Approve the frozen revision; where a mine works by one at a time, the one before it is superseded."""
        rows = self.layout.model._default_manager.filter(application=application, revision=revision)
        mines = Mine.objects.select_for_update(no_key=True, of=("self",)).only("pk", "region_code")
        mine = mines.filter(pk__in=rows.values("mine")).first()
        if mine is None:
            raise OutOfScope
        approved = self.layout.model._default_manager.filter(mine=mine, status=Status.APPROVED)
        former_ones = approved.select_for_update(no_key=True, of=("self",)).order_by("pk") if self.replaces else []
        for former in former_ones:
            self._decide(former, Status.SUPERSEDED)
            audit.record(f"{self.noun}.supersede", former, by=by, region_code=mine.region_code)
        return self._close(application, revision, Status.APPROVED, by=by)

    def refuse(self, application: UUID, revision: int, *, by: Actor) -> S:
        """Mark the frozen revision as refused."""
        return self._close(application, revision, Status.REFUSED, by=by)

    def supersede(self, application: UUID, revision: int, *, by: Actor) -> S:
        """Take the frozen revision out of review without a decision on it."""
        return self._close(application, revision, Status.SUPERSEDED, by=by)

    def content(self, application: UUID, revision: int) -> dict[str, Any]:
        """The content of one revision as canonical JSON, for hashing and comparing."""
        section = self.layout.model._default_manager.filter(application=application, revision=revision).first()
        if section is None:
            raise OutOfScope
        return selectors.canonical(self.layout, selectors.read(self.layout, section))

    @units.unit()
    def _close(self, application: UUID, revision: int, status: Status, *, by: Actor) -> S:
        row = next((row for row in self._lock(application) if row.revision == revision), None)
        if row is None:
            raise OutOfScope
        if row.status != Status.FROZEN:
            message = _("This revision is not under review: it is “%(state)s”.") % {"state": row.get_status_display()}
            raise WrongState(message, current=row.status)
        self._decide(row, status)
        audit.record(f"{self.noun}.{VERBS[status]}", row, by=by, region_code=row.mine.region_code)
        return row

    def _decide(self, row: S, status: Status) -> None:
        row.status, row.decided_at = status, timezone.now()
        row.save(update_fields=["status", "decided_at", "updated_at"])

    def _lock(self, application: UUID) -> list[S]:
        rows = self.layout.model._default_manager.filter(application=application)
        rows = rows.select_related("mine").defer("mine__boundary")
        return list(rows.select_for_update(no_key=True, of=("self",)).order_by("pk"))

    def _access_draft(self, application: UUID, by: User) -> S:
        rows = self.policy.scope(by, "view").filter(application=application, revision=0).select_related("mine")
        draft = rows.select_for_update(no_key=True, of=("self",)).first()
        if draft is None:
            raise OutOfScope
        ensure(self.policy.check(by, "save", draft))
        return draft

    def _apply(self, draft: S, data: Values, rows: Mapping[str, Sequence[Values]], old: Content[S]) -> Content[S]:
        _set(draft, {name: data[name] for name in self.layout.fields if name in data})
        new = dict(old.rows)
        for kind in self.layout.rows:
            given = [{name: row.get(name) for name in kind.fields} for row in rows.get(kind.relation, [])]
            if kind.relation in rows:
                filled = [values for values in given if not all(map(_is_blank, values.values()))]
                new[kind.relation] = [_set(kind.model(section=draft), values) for values in filled]
        return Content(draft, new)

    def _impossible(self, content: Content[S]) -> Messages:
        if too_many := section_checks.too_many(content):
            return too_many
        found = [_take_out(content.section, self.layout.fields, "")]
        for kind in self.layout.rows:
            for index, row in enumerate(content.rows[kind.relation]):
                found.append(_take_out(row, kind.fields, section_checks.cell(kind.relation, index, "")))
        return section_checks.merge(*found, self.never(content))

    def _store(self, draft: S, content: Content[S], rows: Iterable[str]) -> None:
        draft.version += 1
        draft.save(update_fields=[*self.layout.fields, "version", "updated_at"])
        for kind in self.layout.rows:
            if kind.relation in rows:
                kind.model._default_manager.filter(section=draft).delete()
                kind.model._default_manager.bulk_create(content.rows[kind.relation])


def _sorted(content: dict[str, Any]) -> list[Any]:
    """The content without the order of its rows, which the database decides."""
    rows = {relation: sorted(map(repr, lines)) for relation, lines in content["rows"].items()}
    return [content["fields"], rows]


def _is_blank(value: Any) -> bool:
    return value is False or section_checks.is_empty(value)


def _set(row: M, values: Values) -> M:
    """Put what was entered into a row; nothing entered is NULL, or the empty text where the column has no NULL."""
    for name, value in values.items():
        column: Any = row._meta.get_field(name)
        if isinstance(value, str):
            value = value.strip().replace("\r\n", "\n")
        if section_checks.is_empty(value):
            value = None if column.null else column.get_default()
        setattr(row, name if isinstance(value, Model) or not column.is_relation else column.attname, value)
    return row


def _take_out(row: Model, names: Iterable[str], prefix: str) -> Messages:
    """The impossible values of a row, which are emptied so that the other checks can go on."""
    found = section_checks.impossible(row, names, prefix)
    for name in found:
        column = row._meta.get_field(name.removeprefix(prefix))
        setattr(row, getattr(column, "attname", column.name), None)
    return found
