"""What every method does with what it is given."""

import re
from decimal import Decimal
from enum import StrEnum

import numpy as np
import pytest

from assessment.methods import arrays
from assessment.methods.coordination import coupling
from assessment.methods.problems import MESSAGES, MethodError
from assessment.methods.ranking import grey, obstacles, topsis
from assessment.methods.scaling import reference, sample
from assessment.methods.weights import ahp, critic, entropy, game
from tests.assessment.methods.inputs import REFUSED_TABLES, refused

METHODS = {
    "sample scaling": sample.scale,
    "reference scaling": lambda values: reference.scale(values, reference.bounds([0, 0], [1, 1]), clip=False),
    "entropy": entropy.weigh,
    "critic": critic.weigh,
    "ahp": ahp.weigh,
    "game": game.combine,
    "coupling": coupling.coordinate,
    "topsis": topsis.rank,
    "grey": grey.relate,
    "obstacles": lambda values: obstacles.diagnose(values, [0.5, 0.5]),
}


@pytest.mark.parametrize("case", REFUSED_TABLES)
@pytest.mark.parametrize("method", METHODS)
def test_a_bad_table_is_one_clear_error(method, case):
    values = REFUSED_TABLES[case]
    if method == "reference scaling" and case == "beyond any unit":
        return  # fixed bounds know what is far above them
    with pytest.raises(MethodError) as caught:
        METHODS[method](values)
    assert str(caught.value)


@pytest.mark.parametrize(
    "method", sorted(set(METHODS) - {"sample scaling", "reference scaling", "coupling", "obstacles"})
)
def test_a_method_that_needs_every_value_says_how_many_are_missing(method):
    values = [[1.0, None], [np.nan, 1.0], [1.0, 2.0]]
    if method == "entropy":
        refused("array.too_short", lambda: entropy.weigh([[1.0, None], [2.0, 1.0]]))
    else:
        error = refused("array.missing", lambda: METHODS[method](values))
        assert error.params["count"] == 2


def test_numbers_of_any_kind_are_read():
    assert arrays.table([[1, Decimal("2.5")], [None, True]], "x", missing=True).tolist()[0] == [1.0, 2.5]
    masked = np.ma.array([[1, 2], [3, 4]], mask=[[False, True], [False, False]])
    assert np.isnan(arrays.table(masked, "x", missing=True)[0, 1])


def test_what_is_given_is_never_changed():
    values = np.array([[0.2, np.nan, 0.9], [0.1, 0.5, 0.4]])
    before = values.copy()
    reference.scale(values, reference.bounds([0] * 3, [1] * 3, [1, -1, 1]))
    obstacles.diagnose(values, [1, 1, 1])
    coupling.coordinate(values, floor=0.3)
    assert np.array_equal(values, before, equal_nan=True)


def test_weights_rounded_for_print_are_accepted_and_wrong_ones_are_not():
    assert arrays.weights([0.333, 0.333, 0.333], 3).sum() == pytest.approx(1, abs=1e-15)
    refused("weights.sum", lambda: arrays.weights([0.5, 0.6], 2))
    refused("weights.zero", lambda: arrays.weights([0, 0], 2))
    refused("array.negative", lambda: arrays.weights([1.5, -0.5], 2))
    refused("array.shape", lambda: arrays.weights([1.0], 2))


def test_every_sentence_has_named_places_only():
    for text in MESSAGES.values():
        assert text.count("%") == len(re.findall(r"%\([a-z]+\)s", text))


def test_an_unknown_choice_is_named():
    class Colour(StrEnum):
        RED = "red"

    error = refused("option.unknown", lambda: arrays.choice("blue", Colour, "colour"))
    assert "blue" in str(error)
