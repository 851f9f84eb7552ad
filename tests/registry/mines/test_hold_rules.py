"""What a hold stops, against every place and exception."""

import pytest

from registry.mines.rules.holds import Lying, Question, Ref, stops

ORDER, OTHER = Ref("supervision.order", "7"), Ref("supervision.order", "8")
WORK, ELSE = Ref("funds.work", "3"), Ref("funds.work", "4")


def lying(**more: object) -> Lying:
    given = {"kind": "order", "blocks": frozenset({"approvals", "payments"}), "source": ORDER}
    return Lying(**{**given, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hold", "question", "is_stopped"),
    [
        ({}, {"thing": "approvals"}, True),
        ({}, {"thing": "payments", "facility": 1}, True),
        ({}, {"thing": "releases"}, False),
        # The work that remedies that very record passes, the remedy of another one does not,
        ({}, {"thing": "payments", "remedies": frozenset({ORDER})}, False),
        ({}, {"thing": "payments", "remedies": frozenset({OTHER})}, True),
        # and neither does any where the hold says so.
        ({"spares_remedy": False}, {"thing": "payments", "remedies": frozenset({ORDER})}, True),
        # What a decision ends by its nature does not stop it.
        ({"kind": "stoppage"}, {"thing": "approvals", "ends": frozenset({"stoppage"})}, False),
        ({}, {"thing": "approvals", "ends": frozenset({"stoppage"})}, True),
        # A facility: the same, another one, the whole mine.
        ({"facility": 1}, {"thing": "payments", "facility": 1}, True),
        ({"facility": 1}, {"thing": "payments", "facility": 2}, False),
        ({"facility": 1}, {"thing": "approvals"}, True),
        # A work: the same, another one, the whole mine.
        ({"work": WORK}, {"thing": "payments", "work": WORK}, True),
        ({"work": WORK}, {"thing": "payments", "work": ELSE}, False),
        ({"work": WORK}, {"thing": "approvals"}, True),
    ],
)
def test_stops(hold: dict[str, object], question: dict[str, object], is_stopped: bool) -> None:
    assert stops(lying(**hold), Question(**question)) is is_stopped  # type: ignore[arg-type]
