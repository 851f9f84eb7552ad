"""Strategies that draw what people will feed the methods, and the inputs every method refuses."""

from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from assessment.methods.problems import MESSAGES, MethodError

REFUSED_TABLES = {
    "empty": [],
    "no rows": np.empty((0, 3)),
    "no columns": np.empty((3, 0)),
    "one number": 3.0,
    "a vector": [1.0, 2.0],
    "words": [["a", "b"], ["c", "d"]],
    "numbers as text": [["1", "2"], ["3", "4"]],
    "ragged": [[1.0, 2.0], [3.0]],
    "infinite": [[1.0, np.inf], [2.0, 3.0]],
    "beyond any unit": [[1.0, 1e200], [2.0, 3.0]],
    "complex": np.ones((2, 2)) * 1j,
    "three dimensions": np.ones((2, 2, 2)),
    "nothing": None,
}
NUMBERS = st.one_of(
    st.floats(-1e99, 1e99, allow_subnormal=True),
    st.floats(-100, 100),
    st.sampled_from([0.0, -0.0, 1.0, -1.0, 5e-324, 1e-200, -1e99, 1e99]),
)
#: What a regression can multiply with itself four times.
MODERATE = st.one_of(
    st.floats(-1e50, 1e50),
    st.floats(-100, 100),
    st.integers(-3, 3).map(float),
    st.sampled_from([0.0, 1.0, -1.0, 5e-324, 1e-60, -1e50, 1e50]),
)
SHARES = st.one_of(st.floats(0, 1), st.sampled_from([0.0, 1.0, 0.5, 5e-324]))


def tables(
    elements: st.SearchStrategy[float] = NUMBERS, *, rows: tuple[int, int] = (1, 8), columns: tuple[int, int] = (1, 6)
) -> st.SearchStrategy[Any]:
    """Draw arrays of two dimensions."""
    return st.tuples(st.integers(*rows), st.integers(*columns)).flatmap(
        lambda shape: arrays.arrays(np.float64, shape, elements=elements)
    )


def shuffled(size: int) -> st.SearchStrategy[Any]:
    """Draw an order of `size` places."""
    return st.permutations(range(size)).map(np.array)


def figures_or_a_reason(work: Any) -> Any:
    """Return the result of `work`, without NaN in any of its fields, or None when it says why there is none."""
    try:
        result = work()
    except MethodError:
        return None
    for name, value in vars(result).items():
        if isinstance(value, float | np.ndarray):
            assert not np.isnan(value).any(), name
    return result


def refused(code: str, work: Any) -> MethodError:
    """Check that `work` raises one clear error whose sentence is complete."""
    with pytest.raises(MethodError) as caught:
        work()
    assert caught.value.code == code
    assert caught.value.template == MESSAGES[code]
    assert "%(" not in str(caught.value)
    return caught.value
