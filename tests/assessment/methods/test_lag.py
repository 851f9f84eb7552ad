"""Who lags behind."""

import numpy as np
from hypothesis import given

from assessment.methods.coordination import lag
from tests.assessment.methods.inputs import SHARES, refused, tables


def test_ecology_against_safety():
    found = lag.find([(0.4, 0.6), (0.6, 0.4), (0.5, 0.6), (0.8, 0.7), (0.5, 0.5), (0.5, np.nan)])
    assert found.lagging.tolist() == [0, 1, -1, -1, -1, lag.UNRATED]
    assert not found.behind[-1].any()


def test_more_than_one_may_lag():
    found = lag.find([(0.2, 0.2, 0.8), (0.75, 0.8, 0.69)])
    assert found.behind.tolist() == [[True, True, False], [False, False, True]]
    assert found.lagging.tolist() == [0, 2]


@given(tables(SHARES, columns=(2, 5)))
def test_the_lagging_one_is_the_lowest_and_the_highest_never_lags(subsystems):
    found = lag.find(subsystems)
    for row, who, behind in zip(subsystems, found.lagging, found.behind, strict=True):
        assert not behind[np.argmax(row)]
        assert (who >= 0) == behind.any()
        assert who < 0 or row[who] == row.min()


def test_one_subsystem_has_nobody_to_lag_behind():
    refused("coupling.subsystems", lambda: lag.find([[0.5]]))
    refused("array.out_of_range", lambda: lag.find([[0.5, 0.6]], margin=-0.1))
