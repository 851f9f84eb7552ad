"""Read the checks of a case: the run that counts, what blocks an approval, and what the committee lifted."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from governance.approval.models import Case, CheckKind, CheckRecord, CheckResult, CheckRun, CheckState, DossierRevision
from governance.approval.models.procedures import ProcedureCheck
from governance.approval.rules.procedures.frozen_procedures import FrozenCheck
from governance.approval.selectors.checks import gates, holds
from registry.base.models.catalogues import Certainty

SPATIAL, INDICATOR, GATE = CheckKind.Group.SPATIAL, CheckKind.Group.INDICATOR, CheckKind.Group.GATE


def is_chinese() -> bool:
    """Whether the reader reads Chinese."""
    return (get_language() or "zh").startswith("zh")


def group_of(code: str) -> str:
    """The group of a check by its code: what is neither a place nor an indicator is a gate."""
    return next((str(group) for group in (SPATIAL, INDICATOR) if code.startswith(f"{group}-")), str(GATE))


@dataclass(frozen=True)
class CheckRow:
    """One check of the case's procedure as it stands on the present revision.

    `result` is None when the checks were not run on this revision: then the check is unknown and blocks.
    """

    code: str
    lifted_by: str
    kind: CheckKind | None
    result: CheckResult | None
    #: A lift by the committee.
    lift: Any
    record: CheckRecord | None = None
    #: What the platform's own rows say changed after the run, so that its result says nothing any more.
    is_outdated: bool = False

    @property
    def version(self) -> int:
        """What a new record names: the key of the last one, 0 while there is none."""
        return self.record.pk if self.record else 0

    @property
    def state(self) -> CheckState:
        """Passed, failed or unknown."""
        return CheckState(self.result.state) if self.result else CheckState.UNKNOWN

    @property
    def word(self) -> str:
        """The result in the reader's language."""
        words = {
            CheckState.PASS: pgettext("check", "Passed"),
            CheckState.FAIL: pgettext("check", "Failed"),
            CheckState.UNKNOWN: pgettext("check", "Unknown"),
        }
        return words[self.state]

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.kind.name if self.kind else self.code

    @property
    def group(self) -> str:
        """Places, indicators or gates."""
        return self.kind.group if self.kind else group_of(self.code)

    @property
    def source(self) -> str:
        """The law or other source, in the reader's language."""
        if self.kind is None:
            return ""
        return self.kind.source_zh if is_chinese() else self.kind.source_en or self.kind.source_zh

    @property
    def certainty(self) -> str:
        """How sure the source is."""
        return self.kind.certainty if self.kind else Certainty.DESIGN

    @property
    def evidence(self) -> str:
        """What was found, in the reader's language."""
        if self.is_outdated:
            return _("A hold on the mine was placed or ended after the checks were run; run them again.")
        if self.result is None:
            return _("Not run yet on this revision.")
        found = self.result.evidence_zh if is_chinese() else self.result.evidence_en
        return found or self.result.evidence_zh or self.result.evidence_en

    @property
    def blocks(self) -> bool:
        """Whether the check can block at all; a check that was not run can."""
        return self.result.blocks if self.result else True

    @property
    def is_agreed(self) -> bool:
        """Whether it passes only by the agreement of an authority that is on record."""
        return self.state == CheckState.PASS and bool(self.result) and any("agreement" in one for one in self.details)

    @property
    def details(self) -> list[dict[str, Any]]:
        """The single findings."""
        return list(self.result.details) if self.result else []

    @property
    def is_lifted(self) -> bool:
        """Whether the committee lifted it on this revision, and the procedure lets it."""
        return self.lift is not None and self.lifted_by == ProcedureCheck.LiftedBy.COMMITTEE

    @property
    def is_blocking(self) -> bool:
        """Whether it stands in the way of an approval now: unknown blocks as failed does."""
        return self.blocks and self.state != CheckState.PASS and not self.is_lifted


@dataclass(frozen=True)
class Checks:
    """All checks of a case on its present revision; `run` is None while they were not run on it."""

    revision: DossierRevision | None
    run: CheckRun | None
    rows: list[CheckRow]

    @property
    def version(self) -> int:
        """What another run names: the key of the last one, 0 while there is none."""
        return self.run.pk if self.run else 0

    @property
    def is_outdated(self) -> bool:
        """Whether the platform's own rows changed after the run."""
        return any(row.is_outdated for row in self.rows)

    @property
    def blocking(self) -> list[CheckRow]:
        """What stands in the way of an approval now."""
        return [row for row in self.rows if row.is_blocking]

    def of(self, group: str) -> list[CheckRow]:
        """The rows of one group, in the order of the procedure."""
        return [row for row in self.rows if row.group == group]


def latest(case: Case) -> Checks:
    """The last run on the present revision with names, sources, records and lifts; a fixed number of queries."""
    listed = case.frozen.checks
    revision = case.revisions.order_by("-number").first()
    if not listed:
        return Checks(revision, None, [])
    run, results, outdated = _results(case, revision)
    kinds, records = _kinds(one.code for one in listed), gates.latest_records(case)
    return Checks(revision, run, _rows(listed, kinds, results, outdated, _lifts(case, revision), records))


def summary(case: Case, revision: DossierRevision | None) -> Checks:
    """The same of its newest revision for counting and for naming what blocks: without the records of gates.

    Names and lifts are only read where something did not pass.
    """
    listed = case.frozen.checks
    if not listed:
        return Checks(revision, None, [])
    run, results, outdated = _results(case, revision)
    open_codes = [one.code for one in listed if not _passed(results.get(one.code))]
    may_lift = any(one.lifted_by and one.code in open_codes for one in listed)
    kinds, lifts = _kinds(open_codes) if open_codes else {}, _lifts(case, revision) if may_lift else {}
    return Checks(revision, run, _rows(listed, kinds, results, outdated, lifts, {}))


def _results(
    case: Case, revision: DossierRevision | None
) -> tuple[CheckRun | None, dict[str, CheckResult], frozenset[str]]:
    """The last run on the revision, its results by code, and the codes of those that hold no longer (left out)."""
    if revision is None:
        return None, {}, frozenset()
    runs = case.check_runs.filter(revision=revision).order_by("-id")
    found = list(CheckResult.objects.filter(run=runs.values("pk")[:1]).select_related("run__by"))
    run = found[0].run if found else runs.select_related("by").first()
    results = {row.code: row for row in found}
    held = results.get(gates.HOLDS)
    if held is not None and holds.is_outdated(case, held.details):
        return run, {code: row for code, row in results.items() if row is not held}, frozenset({held.code})
    return run, results, frozenset()


def _passed(result: CheckResult | None) -> bool:
    return result is not None and result.state == CheckState.PASS


def _kinds(codes: Iterable[str]) -> dict[str, CheckKind]:
    return {row.code: row for row in CheckKind.objects.filter(code__in=list(codes))}


def _rows(
    listed: Sequence[FrozenCheck],
    kinds: dict[str, CheckKind],
    results: dict[str, CheckResult],
    outdated: Collection[str],
    lifts: dict[str, Any],
    records: dict[str, CheckRecord],
) -> list[CheckRow]:
    rows = []
    for one in listed:
        code, lifted_by = one.code, one.lifted_by
        result, old = results.get(code), code in outdated
        rows.append(CheckRow(code, lifted_by, kinds.get(code), result, lifts.get(code), records.get(code), old))
    return rows


def _lifts(case: Case, revision: DossierRevision | None) -> dict[str, Any]:
    if revision is None:
        return {}
    rows = case.check_lifts.filter(revision=revision).select_related("item__meeting", "by")
    return {row.code: row for row in rows}


def blocking(case: Case) -> Sequence[CheckRow]:
    """The checks that block an approval of the case now; all of them while they were not run on this revision."""
    return latest(case).blocking
