"""Which columns a file of production by month has, in both languages; a figure's head says its unit."""

import dataclasses
import re
from collections.abc import Sequence

from registry.mines.rules import heads
from registry.mines.rules.heads import Columns, Heads, folded

#: Our name of a column → its English and its Chinese head in the template, in the order of the template.
TEMPLATE: dict[str, tuple[str, str]] = {
    "identifier": ("Mine identifier", "矿山编号"),
    "month": ("Month", "月份"),
    "product": ("Product", "产品"),
    "output": ("Output (t)", "产量（吨）"),
    "sold": ("Quantity sold (t)", "销量（吨）"),
    "sales": ("Sales without tax (yuan)", "不含税销售额（元）"),
    "water": ("Fresh water taken (m3)", "取新水量（立方米）"),
    "energy": ("Energy used (t of standard coal)", "综合能耗（吨标准煤）"),
    "people": ("People at work on the last day", "期末从业人数"),
    "is_confirmed": ("Unusual figures checked", "异常数值已核实"),
    "note": ("Evidence", "依据"),
}
MANDATORY: tuple[tuple[str, ...], ...] = (
    ("identifier",),
    ("month",),
    ("product",),
    ("output", "sold", "sales", "water", "energy", "people"),
)
#: What the cells of the column of products may say, folded → the code.
PRODUCTS: dict[str, str] = {
    "the mine as a whole": "mine", "mine": "mine", "全矿": "mine", "raw coal": "raw_coal", "原煤": "raw_coal",
    "washed coal": "clean_coal", "clean coal": "clean_coal", "洗选煤": "clean_coal", "商品煤": "clean_coal",
    "raw ore": "raw_ore", "原矿": "raw_ore", "iron concentrate": "iron_concentrate", "铁精矿": "iron_concentrate",
    "copper concentrate": "copper_concentrate", "铜精矿": "copper_concentrate", "lead concentrate": "lead_concentrate",
    "铅精矿": "lead_concentrate", "zinc concentrate": "zinc_concentrate", "锌精矿": "zinc_concentrate",
    "stone": "stone", "石料": "stone", "another product": "other", "其他产品": "other",
}  # fmt: skip
PRODUCTS |= {code: code for code in set(PRODUCTS.values())}
YES, NO = frozenset({"yes", "是", "true", "1", "x", "√"}), frozenset({"", "no", "否", "false", "0"})
_UNIT = re.compile(r"[(\[].*$")
_LOOKUP = {folded(head): name for name, pair in TEMPLATE.items() for head in (*pair, name)}


def _stem(head: str) -> str:
    """A head without its unit."""
    return _UNIT.sub("", folded(head)).strip()


_STEMS = {_stem(head): name for name, pair in TEMPLATE.items() for head in pair if _UNIT.search(folded(head))}
_STEMS |= {
    "销售额": "sales",
    "销售收入": "sales",
    "sales": "sales",
    "能耗": "energy",
    "用水量": "water",
    "取水量": "water",
}


def read(cells: Sequence[str]) -> Heads:
    """Understand a head row; a head that names a figure in another unit, or in none, is told apart."""
    found = heads.understand(cells, _LOOKUP, MANDATORY)
    others = tuple((head, _STEMS[_stem(head)]) for head in found.unknown if _stem(head) in _STEMS)
    wanted = tuple((head, " / ".join(TEMPLATE[name])) for head, name in others)
    return dataclasses.replace(found, other_units=wanted)


COLUMNS = Columns(read, TEMPLATE)
