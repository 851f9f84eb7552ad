"""Read procedures: what is in force, what is to come, what was before, what is drafted."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from governance.approval.models import CheckKind, Procedure, ProcedureCheck, ProcedureDraft
from governance.approval.policies.procedures import ProcedureDraftPolicy
from governance.approval.selectors.procedures import procedure_words
from registry.scope.models import User


@dataclass(frozen=True)
class Line:
    """One procedure with its versions, latest first."""

    current: Procedure | None
    versions: list[Procedure]

    @property
    def shown(self) -> Procedure:
        """The version in force, else the latest."""
        return self.current or self.versions[0]

    @property
    def coming(self) -> Procedure | None:
        """The version that is published and not in force yet."""
        newest = self.versions[0]
        return newest if newest.valid_from > timezone.localdate() and newest != self.shown else None

    @property
    def applies(self) -> str:
        """For which mines, in words."""
        return procedure_words.applies(self.shown.applies)


@dataclass(frozen=True)
class Group:
    """The procedures of one kind of matter."""

    kind: str
    label: Any
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class CheckRow:
    """A check that a procedure asks for, with its rule."""

    code: str
    name: str
    source: str
    certainty: CheckKind | None
    lifted_by: Any
    applies: str
    params: dict[str, Any]


def lines() -> list[Line]:
    """Every procedure by its code."""
    found: dict[str, list[Procedure]] = {}
    for procedure in Procedure.objects.order_by("code", "-version"):
        found.setdefault(procedure.code, []).append(procedure)
    return [Line(next(filter(in_force, versions), None), versions) for versions in found.values()]


def names() -> dict[str, str]:
    """The name of each procedure by its code, of the latest version."""
    return {row.code: row.name for row in Procedure.objects.order_by("version")}


def groups() -> list[Group]:
    """Every procedure by kind, in the order of the kinds."""
    found = {str(kind): Group(kind, label) for kind, label in Procedure.Kind.choices}
    for line in lines():
        found[line.shown.kind].lines.append(line)
    return [group for group in found.values() if group.lines]


def line_of(procedure: Procedure) -> Line:
    """The versions of one procedure."""
    versions = list(Procedure.objects.filter(code=procedure.code).order_by("-version"))
    return Line(next(filter(in_force, versions), None), versions)


def in_force(procedure: Procedure) -> bool:
    """Whether a case opened today would be under this version."""
    today = timezone.localdate()
    return procedure.valid_from <= today and (procedure.valid_to is None or today <= procedure.valid_to)


def open_drafts(user: User) -> list[ProcedureDraft]:
    """The drafts that somebody writes or that wait for a second administrator."""
    rows = ProcedureDraftPolicy().scope(user).filter(state__in=("draft", "submitted"))
    return list(rows.select_related("base", "drafted_by").order_by("code"))


def open_draft(user: User, code: str) -> ProcedureDraft | None:
    """The open draft of one procedure, for those who see drafts."""
    return ProcedureDraftPolicy().scope(user).filter(code=code, state__in=("draft", "submitted")).first()


def checks(procedure: Procedure) -> list[CheckRow]:
    """The checks of one version with their law, in order."""
    rows = list(procedure.checks.all())
    kinds = {kind.code: kind for kind in CheckKind.objects.filter(code__in=[row.code for row in rows])}
    return [_check(row, kinds.get(row.code)) for row in rows]


def _check(row: ProcedureCheck, kind: CheckKind | None) -> CheckRow:
    is_zh = (get_language() or "zh").startswith("zh")
    source = (kind.source_zh if is_zh else kind.source_en) if kind else ""
    name = kind.name if kind else row.code
    lifted = row.get_lifted_by_display()
    return CheckRow(row.code, name, source, kind, lifted, procedure_words.applies(row.applies), row.params)


def named(row: Any) -> Any:
    """The row with the words for which mines it counts beside it."""
    row.applies_text = procedure_words.applies(row.applies)
    return row
