"""Places of monitoring items against names of structures."""

import pytest

from governance.approval.rules.indicators import places
from governance.approval.rules.indicators.plan_figures import Structure

STRUCTURES = [
    Structure("slope", "采掘场北帮（非工作帮）"),
    Structure("slope", "采掘场南帮（顺层弱层）"),
    Structure("slope", "工作帮"),
    Structure("dump", "外排土场"),
    Structure("dump", "内排土场"),
    Structure("tailings", "North tailings pond"),
]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("采掘场各帮及排土场（GNSS）", {0, 1, 2, 3, 4}),
        ("采掘场南帮", {1}),
        ("南帮坡顶及外排土场顶部", {1, 3}),
        ("采掘场、排土场制高点", {0, 1, 3, 4}),
        ("工作帮", {2}),
        ("非工作帮", set()),
        ("各排土场", {3, 4}),
        ("所有边坡", {0, 1, 2}),
        ("Crest of the north tailings pond", {5}),
        ("every dump", {3, 4}),
        ("爆破区 300 m 外民用设施", set()),
        ("村庄", set()),
        ("场", set()),
        ("", set()),
        ("（GNSS）", set()),
    ],
)
def test_a_place_names_structures(place: str, expected: set[int]) -> None:
    assert places.watched(place, STRUCTURES) == expected


@pytest.mark.parametrize("text", ["(((", "【】", "、、、", "\u3000", "各", "帮", "a" * 5000, "(" * 5000])
def test_odd_words_name_nothing_and_break_nothing(text: str) -> None:
    assert places.watched(text, STRUCTURES) == frozenset()
    assert places.watched(text, []) == frozenset()
