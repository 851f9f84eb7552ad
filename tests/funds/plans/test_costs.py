"""Money of a plan: one rounding, nothing lost in a split."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funds.plans.rules import costs
from funds.plans.rules.costs import Cost
from registry.base.rules import money

SHARES = st.decimals(min_value="0.01", max_value="99.99", places=2)


@pytest.mark.parametrize(
    ("yuan", "fen"), [("0.005", 1), ("0.004", 0), ("12.345", 1235), ("12.344999", 1234), ("-0.005", -1)]
)
def test_half_a_fen_is_rounded_away_from_zero(yuan: str, fen: int) -> None:
    assert money.to_fen(Decimal(yuan)) == fen


@given(st.integers(min_value=0, max_value=10**16), SHARES)
def test_a_split_loses_and_makes_nothing(fen: int, percent: Decimal) -> None:
    first, second = money.split(fen, percent)
    assert first + second == fen
    assert first >= 0
    assert second >= 0


def test_a_dual_item_costs_each_account_its_own_part() -> None:
    """The stand-alone-cost key of facts 2.3: C_e = 10.1, C_s = 6.2 gives 62 % for restoration."""
    totals = costs.totals(
        [
            Cost("dual", 2027, 1_260_000_000, Decimal("62.00")),
            Cost("restoration", 2027, 483_600_000),
            Cost("safety", 2028, 942_000_000),
        ]
    )
    assert (totals.restoration, totals.safety) == (781_200_000 + 483_600_000, 478_800_000 + 942_000_000)
    assert totals.years[2027].dual == 1_260_000_000
    assert totals.purposes == {"dual": 1_260_000_000, "restoration": 483_600_000, "safety": 942_000_000}
    assert totals.total == sum(year.total for year in totals.years.values())


def test_an_account_is_carried_from_year_to_year() -> None:
    account = costs.run_account(100, {2027: 50}, {2027: 30, 2028: 150})
    assert [(row.year, row.closing) for row in account] == [(2027, 120), (2028, -30)]
