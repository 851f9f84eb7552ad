"""Risk levels come from the rooms that assess, dated and with their basis."""

import datetime as dt

import pytest

from registry.audit.selectors import audit
from registry.base.rules.errors import Incomplete
from registry.mines.services import risks
from registry.scope.rules.grants import System
from tests.factories.mines import MineFactory

pytestmark = pytest.mark.django_db
ASSESSMENT = System("assessment")


def test_a_level_is_kept_with_its_day_and_basis() -> None:
    mine = MineFactory()
    kept = risks.set_level(mine.pk, "orange", by=ASSESSMENT, as_of=dt.date(2026, 11, 1), basis="Run 7")
    assert (kept.risk_level, kept.risk_as_of, kept.version) == ("orange", dt.date(2026, 11, 1), mine.version + 1)
    event = audit.trail(mine)[0]
    assert event.verb == "mine.risk_set"
    assert event.before["risk_level"] == ""
    assert event.after["basis"] == "Run 7"


def test_every_fault_is_told_at_once_and_nothing_changes() -> None:
    mine = MineFactory()
    with pytest.raises(Incomplete) as caught:
        risks.set_level(mine.pk, "purple", by=ASSESSMENT, as_of=dt.date(2999, 1, 1), basis=" ")
    assert set(caught.value.fields) == {"level", "as_of", "basis"}
    mine.refresh_from_db()
    assert mine.risk_level == ""
    assert not audit.trail(mine).exists()


def test_a_level_can_be_taken_back() -> None:
    mine = MineFactory(is_at_risk=True)
    kept = risks.set_level(mine.pk, "", by=ASSESSMENT, as_of=dt.date(2026, 11, 2), basis="No valid data")
    assert kept.risk_level == ""
