"""The check `gate-holds`, and the same question asked of every case before its approval is proposed and signed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from governance.approval.models import Case
from governance.approval.models.procedures import Procedure
from governance.approval.rules.checks.outcomes import Outcome
from registry.mines.models import Hold
from registry.mines.rules.holds import Question
from registry.mines.selectors import holds

CODE = "gate-holds"
Kind = Procedure.Kind
#: What a case of each kind would let pass. A reconsideration is a remedy against an authority: no hold stops it.
THINGS: Mapping[str, str] = {
    **dict.fromkeys(Kind.values, Hold.Thing.APPROVALS),
    Kind.ACCEPTANCE: Hold.Thing.ACCEPTANCES,
    Kind.RECONSIDERATION: "",
}


def question(case: Case) -> Question | None:
    """What is asked of the holds on the mine of the case; None where none can stop it.

    The procedure says as a parameter of the check which kinds of hold its decision ends by its nature (`ends`): the
    restart of a mine ends the order to stop. A case whose frozen procedure has no such check ends none.
    """
    kind = case.frozen.kind or case.procedure.kind
    if not THINGS[kind]:
        return None
    return Question(THINGS[kind], ends=frozenset(map(str, _params(case).get("ends") or ())))


def _params(case: Case) -> Mapping[str, Any]:
    return next((one.params for one in case.frozen.checks if one.code == CODE), {})


def stopping(case: Case) -> list[Hold]:
    """The holds that stand in the way of an approval of the case today."""
    asked = question(case)
    return holds.stopping(case.mine_id, asked) if asked is not None else []


def named(details: Iterable[Mapping[str, Any]]) -> frozenset[int]:
    """The keys of the holds that a result names."""
    return frozenset(int(one["hold"]) for one in details if "hold" in one)


def is_outdated(case: Case, details: Iterable[Mapping[str, Any]]) -> bool:
    """Whether other holds stand in the way now than those a result names: placed, lifted or ended since."""
    return named(details) != {hold.pk for hold in stopping(case)}


def gate(case: Case) -> Outcome:
    """The check: no hold on the mine stops what the case would let pass; those that do are named."""
    today, found = timezone.localdate(), stopping(case)
    if not found:
        return Outcome(
            CODE, "pass", "没有限制本事项办理的措施。", "No hold stops this.", data_date=today,
        )  # fmt: skip
    zh, en = holds.words(found)
    details = tuple({"hold": row.pk, "kind": row.kind, "since": row.since.isoformat()} for row in found)
    return Outcome(
        CODE, "fail", f"{len(found)} 项限制事项未解除：{zh}", f"{len(found)} holds stand: {en}", data_date=today,
        details=details,
    )  # fmt: skip
