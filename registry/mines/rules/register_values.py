"""Read the cells of a mine register: words in both languages, numbers with every trap of a spreadsheet."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from registry.base.rules.problems import RuleError

#: What people write where they know nothing.
BLANKS = frozenset(
    {"", "-", "--", "—", "–", "/", "\\", "*", "?", "n/a", "na", "#n/a", "none", "null", "unknown", "tbd", "tba",
     "not found", "not stated", "not available", "无", "未知", "不详", "待定", "暂无"}
)  # fmt: skip

STAGES = {
    "operating": "producing",
    "producing": "producing",
    "production": "producing",
    "in production": "producing",
    "active": "producing",
    "生产": "producing",
    "在产": "producing",
    "正常生产": "producing",
    "生产矿山": "producing",
    "proposed": "new",
    "new": "new",
    "planned": "new",
    "construction": "new",
    "under construction": "new",
    "announced": "new",
    "pre-permit": "new",
    "permitted": "new",
    "exploration": "new",
    "test operation": "new",
    "新建": "new",
    "在建": "new",
    "建设": "new",
    "拟建": "new",
    "基建": "new",
    "shelved": "suspended",
    "mothballed": "suspended",
    "suspended": "suspended",
    "idle": "suspended",
    "idled": "suspended",
    "停产": "suspended",
    "停建": "suspended",
    "缓建": "suspended",
    "closing": "closing",
    "closure": "closing",
    "正在闭坑": "closing",
    "闭坑中": "closing",
    "closed": "closed",
    "cancelled": "closed",
    "canceled": "closed",
    "retired": "closed",
    "abandoned": "closed",
    "关闭": "closed",
    "已关闭": "closed",
    "闭坑": "closed",
    "已闭坑": "closed",
    "废弃": "closed",
}
METHODS = {
    "surface": "open_pit",
    "open pit": "open_pit",
    "open-pit": "open_pit",
    "opencast": "open_pit",
    "open cut": "open_pit",
    "strip": "open_pit",
    "露天": "open_pit",
    "露天开采": "open_pit",
    "underground": "underground",
    "地下": "underground",
    "地下开采": "underground",
    "井工": "underground",
    "井工开采": "underground",
    "underground & surface": "both",
    "underground and surface": "both",
    "surface & underground": "both",
    "surface and underground": "both",
    "underground/surface": "both",
    "surface/underground": "both",
    "underground, surface": "both",
    "surface, underground": "both",
    "open pit and underground": "both",
    "mixed": "both",
    "both": "both",
    "露天和地下": "both",
    "露天与地下": "both",
    "露天/地下": "both",
    "露天地下联合开采": "both",
}
GAS_RATINGS = {
    "低瓦斯": "low",
    "低瓦斯矿井": "low",
    "瓦斯矿井": "low",
    "low": "low",
    "low gas": "low",
    "高瓦斯": "high",
    "高瓦斯矿井": "high",
    "high": "high",
    "high gas": "high",
    "突出矿井": "outburst",
    "突出": "outburst",
    "煤与瓦斯突出": "outburst",
    "煤与瓦斯突出矿井": "outburst",
    "煤(岩)与瓦斯(二氧化碳)突出矿井": "outburst",
    "按突出矿井管理": "outburst",
    "outburst": "outburst",
    "coal and gas outburst": "outburst",
}
MINERALS = {
    "coal": "coal", "煤": "coal", "煤炭": "coal", "iron": "iron", "iron ore": "iron", "铁": "iron", "铁矿": "iron",
    "copper": "copper", "copper ore": "copper", "铜": "copper", "铜矿": "copper", "gold": "gold", "gold ore": "gold",
    "金": "gold", "金矿": "gold", "bauxite": "bauxite", "铝土矿": "bauxite", "rare earths": "rare_earth",
    "rare earth": "rare_earth", "稀土": "rare_earth", "稀土矿": "rare_earth", "phosphate": "phosphate",
    "磷": "phosphate", "磷矿": "phosphate", "limestone": "limestone", "石灰岩": "limestone", "石灰石": "limestone",
    "other metal ore": "other_metal", "其他金属": "other_metal", "其他金属矿": "other_metal",
    "other non-metal mineral": "other_nonmetal", "其他非金属": "other_nonmetal", "其他非金属矿": "other_nonmetal",
}  # fmt: skip
WATER_CLASSES = {
    "simple": "simple", "简单": "simple", "medium": "medium", "中等": "medium", "complex": "complex", "复杂": "complex",
    "very complex": "very_complex", "极复杂": "very_complex",
}  # fmt: skip
FIRE_CLASSES = {
    "readily self-igniting": "readily", "readily": "readily", "容易自燃": "readily", "易自燃": "readily",
    "self-igniting": "self_igniting", "自燃": "self_igniting", "not self-igniting": "not", "not": "not",
    "不易自燃": "not",
}  # fmt: skip
WORDS: dict[str, dict[str, str]] = {
    "stage": STAGES,
    "method": METHODS,
    "gas_rating": GAS_RATINGS,
    "mineral": MINERALS,
    "water_class": WATER_CLASSES,
    "fire_class": FIRE_CLASSES,
}
for _table in WORDS.values():
    _table.update({value: value for value in set(_table.values())})

_THOUSANDS = re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")
_PLAIN = re.compile(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")


class ValueProblem(RuleError):
    """A cell that cannot be read."""


def clean(cell: str) -> str:
    """A cell with single blanks and without invisible signs at its ends; control characters are refused."""
    if _CONTROL.search(cell):
        raise ValueProblem("text.control_character")
    return " ".join(cell.replace("\u200b", "").replace("\ufeff", "").split())


def word(kind: str, cell: str) -> str:
    """The code of a word of one kind, "" for a blank; an unknown word is refused."""
    text = unicodedata.normalize("NFKC", cell).casefold().strip()
    if text in BLANKS:
        return ""
    found = WORDS[kind].get(text)
    if found is None:
        raise ValueProblem("value.unknown", value=cell[:60])
    return found


def number(cell: str) -> Decimal | None:
    """A finite number, None for a blank; units, ranges, decimal commas and words are refused."""
    text = unicodedata.normalize("NFKC", cell).strip().replace("−", "-")
    if text.casefold() in BLANKS:
        return None
    if text.casefold().lstrip("+-") in ("nan", "inf", "infinity", "#div/0!", "#value!", "#num!", "#ref!", "#name?"):
        raise ValueProblem("number.not_finite", value=cell[:40])
    if _THOUSANDS.match(text):
        text = text.replace(",", "")
    if not _PLAIN.match(text):
        raise ValueProblem("number.not_a_number", value=cell[:40])
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueProblem("number.not_a_number", value=cell[:40]) from None


def within(cell: str, least: str, largest: str, places: int, *, above: bool = False) -> Decimal | None:
    """A number from `least` (excluded with `above`) to `largest`, rounded to `places`."""
    value = number(cell)
    if value is None:
        return None
    if value < Decimal(least) or value > Decimal(largest) or (above and value == Decimal(least)):
        code = "number.negative" if value < 0 <= Decimal(least) else "number.out_of_range"
        code = "number.not_above_zero" if above and value == 0 == Decimal(least) else code
        raise ValueProblem(code, value=cell[:40], least=least, largest=largest)
    rounded = round(value, places)
    if above and rounded <= Decimal(least):
        raise ValueProblem("number.out_of_range", value=cell[:40], least=least, largest=largest)
    return rounded


def year(cell: str, last: int) -> int | None:
    """A year from 1800 to `last`; 2007.0 is a year, 2007.5 and 2007-2010 are none."""
    value = number(cell)
    if value is None:
        return None
    if value != value.to_integral_value():
        raise ValueProblem("year.not_a_year", value=cell[:40])
    if not 1800 <= value <= last:
        raise ValueProblem("year.out_of_range", value=cell[:40], least=1800, largest=last)
    return int(value)


def coordinate(cell: str) -> float | None:
    """Degrees as a decimal number, None for a blank."""
    value = number(cell)
    if value is None:
        return None
    if abs(value) > 10**9:
        raise ValueProblem("number.out_of_range", value=cell[:40], least="-180", largest="180")
    return round(float(value), 7)
