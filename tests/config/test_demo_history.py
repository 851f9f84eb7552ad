"""The decided cases of the past year: played through the services, some with a pause, one refused."""

import pytest

from config.demo import history, mines
from governance.approval.models import Case
from tests.stages.demonstration import Invented

pytestmark = pytest.mark.django_db


@pytest.mark.stage("invented")
def test_each_is_decided_on_its_days(played: Invented) -> None:
    past = [history.PAST[0], *(one for one in history.PAST if one.paused or one.refused)][:4]
    cases = history.play(played.stage, played.bodies, past)
    assert [Case.objects.get(pk=case.pk).state for case in cases] == [
        "refused" if one.refused else "approved" for one in past
    ]
    for case, one in zip(cases, past, strict=True):
        case.refresh_from_db()
        row = case.figure
        assert (row.pauses, row.days_paused > 0) == (bool(one.paused), bool(one.paused))
        assert 0 < row.days_real < row.days_serial
        assert row.on_time


def test_the_names_and_places_are_nobody_elses() -> None:
    names = [one.mine.name_zh for one in history.PAST] + [row.name_zh for row in mines.ROWS]
    keys = [one.mine.key for one in history.PAST] + [row.key for row in mines.ROWS]
    assert len(set(names)) == len(names)
    assert len(set(keys)) == len(keys)
    assert max(one.accepted for one in history.PAST) < history.BEFORE
