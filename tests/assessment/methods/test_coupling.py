"""Coupling and coordination against published tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.methods.coordination import coupling
from tests.assessment.methods.inputs import SHARES, refused, shuffled, tables

MATHMODELS = [(0.0162, 0.2720, 0.2655), (0.1782, 0.6824, 0.3721), (0.5490, 0.0593, 0.5729)]
LYU_2026 = [
    (0.8179733, 0.3246648, 0.6590316, 0.1308531),
    (0.3020233, 0.1318888, 0.4046987, 0.5173794),
    (0.9209903, 0.3353516, 0.6921477, 0.3141320),
]


def figures(subsystems, weights=None, **options):
    found = coupling.coordinate(subsystems, weights, **options)
    return np.stack([found.coupling, found.index, found.degree], axis=1)


def test_mathmodels_classic():
    expected = [(0.570904, 0.184567, 0.324607), (0.867227, 0.410900, 0.596945), (0.673545, 0.393733, 0.514973)]
    assert figures(MATHMODELS, model="classic") == pytest.approx(np.array(expected), abs=6e-7)


def test_mathmodels_corrected_is_the_default():
    expected = [(0.447208, 0.167730, 0.273880), (0.500510, 0.387630, 0.440469), (0.455091, 0.409260, 0.431568)]
    assert figures(MATHMODELS, (0.4, 0.3, 0.3)) == pytest.approx(np.array(expected), abs=6e-7)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("classic", [(0.8051958, 0.6237105), (0.8914577, 0.5497290), (0.8999423, 0.7134825)]),
        ("wang2021", [(0.4722274, 0.4776480), (0.6211236, 0.4588675), (0.5375842, 0.5514412)]),
        ("fan2024", [(0.4593785, 0.4711049), (0.7164548, 0.4928249), (0.4915051, 0.5272784)]),
    ],
)
def test_lyu_2026_four_subsystems_by_three_models(model, expected):
    assert figures(LYU_2026, model=model)[:, [0, 2]] == pytest.approx(np.array(expected), abs=1.1e-7)


@pytest.mark.parametrize(
    ("pair", "classic", "corrected"),
    [
        ((0.6, 0.4), (0.979796, 0.699927), (0.730297, 0.604275)),
        ((0.8, 0.2), (0.800000, 0.632456), (0.316228, 0.397635)),
        ((0.9, 0.1), (0.600000, 0.547723), (0.149071, 0.273012)),
        ((0.5, 0.5), (1, 0.707107), (1, 0.707107)),
        ((0.05, 0.05), (1, 0.223607), (1, 0.223607)),
        ((0.35, 0.62), (0.960480, 0.682519), (0.641948, 0.557983)),
        ((0, 0.7), (0, 0), (0, 0)),
        ((0, 0), (0, 0), (0, 0)),
    ],
)
def test_two_subsystems_in_closed_form(pair, classic, corrected):
    for model, expected in (("classic", classic), ("wang2021", corrected)):
        assert figures([pair], model=model)[0, [0, 2]] == pytest.approx(expected, abs=6e-7)
    assert figures([pair], model="fan2024")[0, 0] == pytest.approx(1 - abs(pair[0] - pair[1]) if any(pair) else 0)


def test_three_subsystems_in_closed_form():
    three = [(0.72, 0.55, 0.48)]
    assert figures(three, model="classic")[0] == pytest.approx((0.985664, 0.583333, 0.758268), abs=6e-7)
    assert figures(three)[0, [0, 2]] == pytest.approx((0.774238, 0.672041), abs=6e-7)


MODELS = st.sampled_from(list(coupling.Model))


@given(tables(SHARES, columns=(2, 6)), MODELS)
def test_all_three_figures_stay_between_0_and_1(subsystems, model):
    found = figures(subsystems, model=model)
    assert ((found >= 0) & (found <= 1)).all()


@given(st.floats(1e-9, 1), st.integers(2, 6), MODELS)
def test_equal_subsystems_are_fully_coupled(value, count, model):
    assert figures([[value] * count], model=model)[0] == pytest.approx((1, value, value**0.5))


@given(tables(SHARES, columns=(4, 4)), shuffled(4), MODELS)
def test_order_of_subsystems_does_not_matter(subsystems, order, model):
    weights = np.array([0.1, 0.2, 0.3, 0.4])
    plain = figures(subsystems, weights, model=model)
    assert figures(subsystems[:, order], weights[order], model=model) == pytest.approx(plain, abs=1e-7)


@given(tables(st.floats(0.01, 1), columns=(2, 5)), st.floats(0.01, 1))
def test_the_classic_degree_knows_no_level(subsystems, factor):
    plain = figures(subsystems, model="classic")[:, 0]
    assert figures(subsystems * factor, model="classic")[:, 0] == pytest.approx(plain)


@given(tables(SHARES, columns=(2, 4)))
def test_the_corrected_degree_is_never_above_the_classic_of_two(subsystems):
    two = subsystems[:, :2]
    assert (figures(two)[:, 0] <= figures(two, model="classic")[:, 0] + 1e-9).all()


def test_a_missing_subsystem_leaves_its_unit_without_figures():
    found = figures([(0.5, np.nan), (0.5, 0.5)])
    assert np.isnan(found[0]).all()
    assert not np.isnan(found[1]).any()


def test_a_floor_keeps_one_zero_from_wiping_out_the_rest():
    assert figures([(0, 0.7)], floor=0.001)[0, 0] > 0


def test_what_cannot_be_coupled_is_refused():
    refused("coupling.subsystems", lambda: coupling.coordinate([[0.5], [0.6]]))
    refused("array.out_of_range", lambda: coupling.coordinate([[0.5, 1.2]]))
    refused("array.out_of_range", lambda: coupling.coordinate([[0.5, -0.2]]))
    refused("array.shape", lambda: coupling.coordinate([[0.5, 0.2]], [1]))
    refused("option.unknown", lambda: coupling.coordinate([[0.5, 0.2]], model="wang"))
