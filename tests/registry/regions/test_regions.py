"""GB/T 2260 codes by themselves."""

import pytest

from registry.regions.rules import regions
from registry.regions.rules.regions import RegionCodeError, RegionLevel


@pytest.mark.parametrize(
    ("code", "prefix", "city"),
    [
        ("150000", "15", None),
        ("150200", "1502", "150200"),
        ("150221", "150221", "150200"),
        ("110000", "11", "110000"),
        ("110105", "110105", "110000"),
        ("500229", "500229", "500000"),
        ("419001", "419001", "419001"),
        ("659001", "659001", "659001"),
        ("441900", "4419", "441900"),
        ("810101", "810101", "810000"),
    ],
)
def test_a_code_tells_prefix_and_city(code, prefix, city):
    assert regions.prefix_of(code) == prefix
    assert regions.city_of(code) == city


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("150000", RegionLevel.PROVINCE, None),
        ("150200", RegionLevel.CITY, "150000"),
        ("150221", RegionLevel.DISTRICT, "150200"),
        ("110000", RegionLevel.CITY, "110000"),
        ("659001", RegionLevel.CITY, "650000"),
        ("659001", RegionLevel.DISTRICT, "659001"),
        ("442000", RegionLevel.DISTRICT, "442000"),
        ("820000", RegionLevel.DISTRICT, "820000"),
    ],
)
def test_the_parent_follows_from_code_and_level(code, level, parent):
    assert regions.parent_of(code, level) == parent


@pytest.mark.parametrize("code", ["", "15022", "1502211", "15022a", "050221", "１５０２２１", None, 150221])
def test_other_texts_are_refused(code):
    with pytest.raises(RegionCodeError):
        regions.prefix_of(code)
