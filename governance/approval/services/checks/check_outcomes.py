"""Evaluate the checks of a case on its latest frozen revision; reads only, and answers every check that is asked."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from governance.approval.models import Case
from governance.approval.rules.checks.outcomes import Outcome
from governance.approval.selectors.checks import agreements, gates, spatial_checks
from governance.approval.selectors.checks import checks as selectors
from governance.approval.selectors.indicators.co_indicators import as_outcomes
from governance.approval.services.dossiers import sections
from governance.approval.services.indicators import co_indicators
from registry.base.rules.errors import OutOfScope
from registry.dossiers.selectors import section_changes

#: Gates that were recorded for the sums of the dossier, and the section in which those stand.
MONEY, FUNDING = ("gate-security", "gate-restoration-money"), "funds"
_GRAVITY = {"pass": 0, "unknown": 1, "fail": 2}


@dataclass(frozen=True)
class Checked:
    """The outcome of one check of the procedure, whether it blocks, and who may lift it."""

    outcome: Outcome
    blocks: bool
    lifted_by: str

    @property
    def may_block(self) -> bool:
        """Whether it stands in the way of an approval unless the committee lifted it."""
        return self.blocks and self.outcome.result != "pass"


def evaluate(frozen: sections.Frozen) -> list[Checked]:
    """One result for every check of the frozen procedure, in its order.

    A check that nothing answers is unknown, and where two answers differ the graver one counts: a gap in the data or in
    the program never lets a case through.
    """
    case, revision = frozen.case, frozen.revision
    listed = {one.code: one for one in case.frozen.checks}
    places = [code for code in listed if selectors.group_of(code) == selectors.SPATIAL]
    figures = [code for code in listed if selectors.group_of(code) == selectors.INDICATOR]
    others = [code for code in listed if code not in places and code not in figures]
    found: list[Outcome] = []
    advisory: frozenset[str] = frozenset()
    if places:
        found += _places(case, {code: listed[code].params for code in places})
    if figures:
        outcomes, advisory = _figures(frozen)
        found += outcomes
    if others:
        found += [_not_outdated(frozen, outcome) for outcome in gates.evaluate(case, revision, others)]
    answers = _gravest(found)
    return [
        Checked(answers.get(code) or _unanswered(code), code not in advisory, one.lifted_by)
        for code, one in listed.items()
    ]


def _not_outdated(frozen: sections.Frozen, outcome: Outcome) -> Outcome:
    """A gate about money, unknown again when the funding changed in the dossier after it was recorded."""
    revision = frozen.revision
    details = outcome.details[0] if outcome.details else {}
    if outcome.code not in MONEY or outcome.result != "pass" or not details.get("earlier_revision"):
        return outcome
    recorded = dt.datetime.fromisoformat(str(details["recorded_at"]))
    before = frozen.case.revisions.filter(frozen_at__lte=recorded).order_by("-number").first()
    if before is None or not _differs(frozen, before.number):
        return outcome
    return replace(
        outcome,
        result="unknown",
        evidence_zh=f"资金安排在第 {revision.number} 版中有变更，需重新记录。{outcome.evidence_zh}",
        evidence_en=f"The funding changed up to revision {revision.number}: record it again. {outcome.evidence_en}",
    )


def _differs(frozen: sections.Frozen, old: int) -> bool:
    """Whether the funding differs from that of an earlier revision; a dossier without one has nothing to differ."""
    kind = next((one for one in sections.of(frozen.case) if one.key == FUNDING), None)
    if kind is None:
        return False
    try:
        before, after = (frozen.content(number)[FUNDING] for number in (old, frozen.revision.number))
    except OutOfScope:
        return False
    return bool(section_changes.changes(kind.layout, before, after))


def _gravest(found: Iterable[Outcome]) -> Mapping[str, Outcome]:
    answers: dict[str, Outcome] = {}
    for outcome in found:
        before = answers.get(outcome.code)
        if before is None or _GRAVITY[outcome.result] > _GRAVITY[before.result]:
            answers[outcome.code] = outcome
    return answers


def _unanswered(code: str) -> Outcome:
    return Outcome(code, "unknown", "没有可用于此项核查的数据。", "There is no data for this check.")


def _places(case: Case, params: Mapping[str, Any]) -> Sequence[Outcome]:
    return [agreements.healed(case, outcome) for outcome in spatial_checks.evaluate(case.mine, params=params)]


def _figures(frozen: sections.Frozen) -> tuple[Sequence[Outcome], frozenset[str]]:
    """The indicators, and the codes of those that only advise: a threshold must say so, without one they block."""
    found = co_indicators.of(frozen.case, frozen.revision, frozen)
    outcomes = as_outcomes(found, timezone.localdate(frozen.revision.frozen_at))
    pairs = zip(outcomes, found, strict=True)
    return outcomes, frozenset(
        outcome.code for outcome, one in pairs if one.limits is not None and not one.limits.blocks
    )
