"""What a GB/T 2260 code alone tells about an administrative unit.

A code has six digits: two for the province, two for the city, two for the district; trailing `00` pairs stand for a
higher level. So a unit's subtree is a prefix match. Exceptions, all found in the code table of the product:

- Beijing, Tianjin, Shanghai, Chongqing, Hong Kong and Macao (and Taiwan) are provinces and cities with one code; their
  districts hang on it directly although positions 3 and 4 are not `00`.
- Units with `90` in positions 3 and 4 (419001, 429004, 469021, 659001, ...) are run by the province itself: they are
  listed as a city and as its only district, both with the same code.
- Cities without districts (Dongguan 441900, Zhongshan 442000, Danzhou 460400, Jiayuguan 620200, and three forest and
  pasture areas of Gansu) are listed likewise.

A unit is therefore identified by code **and** level.
"""

from enum import StrEnum

from registry.base.rules.problems import RuleError

#: Provinces whose districts have no city between: municipalities, Taiwan, the special administrative regions.
WITHOUT_CITIES = frozenset({"11", "12", "31", "50", "71", "81", "82"})
DIRECTLY_RUN = "90"


class RegionLevel(StrEnum):
    """The level of an administrative unit."""

    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"


class RegionCodeError(RuleError):
    """A text that cannot be a GB/T 2260 code."""


def check(code: str) -> str:
    """Return the code if it is six ASCII digits that do not begin with 0; raise `RegionCodeError` otherwise."""
    if not isinstance(code, str) or len(code) != 6 or not code.isascii() or not code.isdigit() or code[0] == "0":
        raise RegionCodeError("region.not_a_code", code=str(code)[:20])
    return code


def prefix_of(code: str) -> str:
    """Return the digits every code of the unit's subtree begins with: "15", "1502" or "150221"."""
    check(code)
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def province_of(code: str) -> str:
    """Return the code of the province the unit lies in."""
    return check(code)[:2] + "0000"


def city_of(code: str) -> str | None:
    """Return the code of the city a city or district belongs to; None for a province with cities."""
    check(code)
    if code[:2] in WITHOUT_CITIES:
        return province_of(code)
    if code.endswith("0000"):
        return None
    return code if code[2:4] == DIRECTLY_RUN else code[:4] + "00"


def parent_of(code: str, level: RegionLevel) -> str | None:
    """Return the code one level up: a district's city, a city's province, None for a province.

    The parent may carry the same code (419001 the district hangs on 419001 the city, 110000 the city on 110000 the
    province), so look it up by code and level.
    """
    check(code)
    if level is RegionLevel.PROVINCE:
        return None
    return province_of(code) if level is RegionLevel.CITY else city_of(code)
