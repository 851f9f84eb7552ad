"""Find administrative units by the names people write: Chinese addresses, English and romanised names."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

_GENERIC = frozenset(
    {
        "province", "autonomous", "region", "municipality", "special", "administrative", "sar", "city",
        "prefecture", "league", "county", "district", "banner", "uygur", "uyghur", "hui", "zhuang", "tibetan",
        "mongol", "mongolian", "kazakh", "korean", "yi", "miao", "dong", "dai", "bai", "tujia", "hani", "lisu",
        "kirgiz", "qiang", "jingpo", "buyei", "zang", "shi", "sheng", "qu", "xian", "meng"
    }
)  # fmt: skip
_ALIASES = {
    "neimenggu": "innermongolia",
    "neimongol": "innermongolia",
    "xizang": "tibet",
    "shanxi3": "shaanxi",
    "xilingol": "xilingol",
    "xilinguole": "xilingol",
    "hulunbeier": "hulunbuir",
    "eerduosi": "ordos",
    "wulanchabu": "ulanqab",
    "bayannaoer": "bayannur",
    "huhehaote": "hohhot",
    "hulingol": "holingol",
    "huolinguole": "holingol",
    "alashan": "alxa",
    "xingan": "hinggan",
    "wulumuqi": "urumqi",
    "tulufan": "turpan",
    "hami": "hami",
    "kumul": "hami",
    "changji": "changji",
    "yilikazakh": "ili",
    "yili": "ili",
    "akesu": "aksu",
    "kashi": "kashgar",
    "hetian": "hotan",
    "bayinguoleng": "bayingolin",
    "qiannan": "qiannan",
}
_TAILS = (
    "特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区",
    "矿区", "省", "市", "盟", "州", "县", "区", "旗",
)  # fmt: skip
_PEOPLES = re.compile(
    r"(维吾尔|哈萨克|柯尔克孜|布依族|蒙古族|蒙古|朝鲜族|土家族|傣族|景颇族|藏族|羌族|"
    r"彝族|苗族|侗族|壮族|回族|白族|哈尼族|傈僳族|满族|瑶族|各族)+$"
)
_PROVINCE_SHORT = {"内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "宁夏回族自治区": "宁夏",
                   "新疆维吾尔自治区": "新疆", "西藏自治区": "西藏"}  # fmt: skip


def english_key(name: str) -> str:
    """A romanised name without accents, blanks, hyphens and the words for the kind of unit."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z ]", " ", plain.replace("'", "").replace("’", "").replace("-", "")).split()
    kept = [word for word in words if word not in _GENERIC] or words
    key = "".join(kept)
    return _ALIASES.get(key, key)


def stem(name: str) -> str:
    """A Chinese name without the word for the kind of unit, where two characters or more are left."""
    if name in _PROVINCE_SHORT:
        return _PROVINCE_SHORT[name]
    for tail in _TAILS:
        if name.endswith(tail) and len(name) - len(tail) >= 2:
            bare = _PEOPLES.sub("", name.removesuffix(tail))
            return bare if len(bare) >= 2 else name.removesuffix(tail)
    return name


@dataclass(frozen=True)
class Unit:
    """An administrative unit as the register knows it."""

    id: int
    code: str
    level: str
    name_zh: str
    name_en: str

    @property
    def stem(self) -> str:
        """Its Chinese name without the word for its kind."""
        return stem(self.name_zh)


@dataclass(frozen=True)
class Match:
    """The unit found, and the codes of remarks on how it was found."""

    unit: Unit | None
    remarks: tuple[str, ...] = ()


@dataclass
class Gazetteer:
    """The units of the country, indexed by their names."""

    units: Iterable[Unit]
    by_code: dict[str, Unit] = field(default_factory=dict)
    _provinces: dict[str, Unit] = field(default_factory=dict)
    _cities: dict[str, dict[str, Unit]] = field(default_factory=lambda: defaultdict(dict))
    _districts: dict[str, dict[str, Unit]] = field(default_factory=lambda: defaultdict(dict))
    _listed: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    _inside: dict[str, dict[str, Unit]] = field(default_factory=dict)
    _kept: dict[tuple[str, ...], Match] = field(default_factory=dict)

    def __post_init__(self) -> None:
        order = {"province": 0, "city": 1, "district": 2}
        for unit in sorted(self.units, key=lambda unit: order[unit.level]):
            self.by_code[unit.code] = unit
            if unit.level == "province":
                self._provinces |= dict.fromkeys(_keys(unit), unit)
                continue
            index = self._cities if unit.level == "city" else self._districts
            if unit.level == "district":
                self._listed[unit.code[:2]].append(unit)
            for key in _keys(unit):
                index[unit.code[:2]].setdefault(key, unit)

    def province(self, name: str) -> Unit | None:
        """The province a Chinese or English name stands for."""
        return self._provinces.get(name.strip()) or self._provinces.get(english_key(name) or name)

    def find(self, province: Unit, city: str, district: str, address: str) -> Match:
        """The lowest unit of a province that the names and the Chinese address agree on."""
        key = (province.code, city, district, address)
        if key not in self._kept:
            if len(self._kept) > 200_000:
                self._kept.clear()
            self._kept[key] = self._find(province, city, district, address)
        return self._kept[key]

    def _find(self, province: Unit, city: str, district: str, address: str) -> Match:
        remarks: list[str] = []
        named = self._named(province, city, self._cities) or self._named(province, city, self._districts)
        if city and named is None:
            remarks.append("region.unknown_city")
        other = self._other_province(province, address)
        if other:
            remarks.append("region.address_disagrees")
        written = None if other else self._from_address(province, address)
        lower = self._district_named(province, named, district) if district else None
        if district and lower is None:
            remarks.append("region.unknown_district")
        best = lower or written or named
        if named is not None and best is not None and not _same_branch(named, best):
            remarks.append("region.address_disagrees")
            best = named
        if best is None:
            return Match(province, (*remarks, "region.only_province"))
        return Match(best, tuple(dict.fromkeys(remarks)))

    def _named(self, province: Unit, name: str, index: dict[str, dict[str, Unit]]) -> Unit | None:
        if not name:
            return None
        names = index[province.code[:2]]
        return names.get(name) or names.get(stem(name)) or names.get(english_key(name))

    def _district_named(self, province: Unit, city: Unit | None, name: str) -> Unit | None:
        """A district by its name, looked for in its city first."""
        if city is not None:
            inside = self._districts_of(city, self._districts[province.code[:2]])
            if found := inside.get(name) or inside.get(stem(name)) or inside.get(english_key(name)):
                return found
        return self._named(province, name, self._districts)

    def _other_province(self, province: Unit, address: str) -> bool:
        named = self._provinces.get(address[:3]) or self._provinces.get(address[:2])
        return named is not None and named.code != province.code

    def _from_address(self, province: Unit, address: str) -> Unit | None:
        rest = address.replace(" ", "")
        for prefix in (province.name_zh, province.stem):
            rest = rest.removeprefix(prefix)
        city = _at_start(rest, self._cities[province.code[:2]])
        districts = self._districts[province.code[:2]]
        if city is not None:
            rest = rest.removeprefix(city.name_zh).removeprefix(city.stem)
            districts = self._districts_of(city, districts)
        return _at_start(rest, districts) or city

    def _districts_of(self, city: Unit, districts: dict[str, Unit]) -> dict[str, Unit]:
        """The districts of one city by name, picked out once; names repeat from city to city."""
        if city.level != "city":
            return districts
        if city.code not in self._inside:
            inside = [unit for unit in self._listed[city.code[:2]] if _same_branch(city, unit)]
            self._inside[city.code] = {key: unit for unit in inside for key in _keys(unit)}
        return self._inside[city.code]


def _keys(unit: Unit) -> list[str]:
    keys = [unit.name_zh, stem(unit.name_zh), english_key(unit.name_en)]
    return [key for key in keys if key]


def _same_branch(above: Unit, below: Unit) -> bool:
    """Whether one of the two lies in (or is) the other."""
    shorter, longer = sorted((_prefix(above), _prefix(below)), key=len)
    return longer.startswith(shorter)


def _prefix(unit: Unit) -> str:
    if unit.level == "district" or unit.code[2:4] == "90":
        return unit.code
    return unit.code[:4] if unit.level == "city" and not unit.code.endswith("0000") else unit.code[:2]


def _at_start(text: str, names: dict[str, Unit]) -> Unit | None:
    """The unit whose name the text begins with, the longest name first."""
    for length in range(min(len(text), 16), 1, -1):
        unit = names.get(text[:length])
        if unit is not None:
            return unit
    return None
