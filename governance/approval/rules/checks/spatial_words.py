"""The evidence of spatial checks in both languages: stored as it was found, so written as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

#: What a kind of layer shows, in Chinese and English, as it stands in a sentence.
NAMES: dict[str, tuple[str, str]] = {
    "ecological_red_line": ("生态保护红线", "the ecological protection red line"),
    "basic_farmland": ("永久基本农田", "permanent basic farmland"),
    "nature_reserve": ("自然保护区", "a nature reserve"),
    "other_mine": ("其他矿业权", "other mining rights"),
    "road": ("国道、省道、县道", "national, provincial or county roads"),
    "township_road": ("乡道", "township roads"),
    "railway": ("铁路", "railways"),
    "bridge": ("渡口和中型以上桥梁", "ferries and bridges of medium size and above"),
    "residents": ("居民点", "residents"),
}


@dataclass(frozen=True)
class Words:
    """One sentence in both languages."""

    zh: str
    en: str

    def __add__(self, other: "Words") -> "Words":
        return Words(self.zh + other.zh, " ".join(filter(None, (self.en, other.en))))


EMPTY = Words("", "")
NO_BOUNDARY = Words("登记库中没有本矿的矿区范围，无法核查。", "The register holds no boundary of this mine.")


def no_layer(kind: str, region_code: str) -> Words:
    """Nothing in force claims to be complete where the mine lies."""
    zh, en = NAMES[kind]
    return Words(
        f"没有覆盖本矿所在地区（{region_code}）的现行{zh}图层，无法判定。",
        f"No layer of {en} in force covers the region of this mine ({region_code}).",
    )


def overlap(kind: str, names: Sequence[str], hectares: Decimal) -> Words:
    """The mine overlaps one or several."""
    zh, en = NAMES[kind]
    listed_zh, listed_en = _listed(names)
    return Words(
        f"矿区范围与{zh}重叠{len(names)}处（{listed_zh}），共{hectares}公顷。",
        f"The mining area overlaps {en} in {_places(len(names))} ({listed_en}), {hectares} ha together.",
    )


def no_overlap(kind: str, tolerance: Decimal) -> Words:
    """Nothing overlaps by more than measuring explains."""
    zh, en = NAMES[kind]
    return Words(
        f"矿区范围与{zh}不重叠（不足{tolerance}公顷的按相接计）。",
        f"The mining area does not overlap {en} (less than {tolerance} ha counts as touching).",
    )


def too_near(kind: str, names: Sequence[str], metres: Decimal, least: Decimal) -> Words:
    """One or several lie nearer than they may."""
    zh, en = NAMES[kind]
    listed_zh, listed_en = _listed(names)
    return Words(
        f"矿区范围距{zh}最近{metres}米，小于{least}米，共{len(names)}处（{listed_zh}）。",
        f"The mining area comes within {metres} m of {en} (least: {least} m), {_places(len(names))}: {listed_en}.",
    )


def far_enough(kind: str, least: Decimal, nearest: tuple[str, Decimal] | None) -> Words:
    """Everything lies far enough away; the nearest is named where one is near at all."""
    zh, en = NAMES[kind]
    made = Words(f"{least}米内没有{zh}。", f"Nothing of {en} lies within {least} m.")
    if nearest is None:
        return made
    name, metres = nearest
    return made + Words(f"最近的是“{name}”，{metres}米。", f"The nearest is “{name}”, {metres} m away.")


def unmeasured(names: Sequence[str]) -> Words:
    """Mines of which only the place is known."""
    listed_zh, listed_en = _listed(names)
    return Words(
        f"范围内另有{len(names)}座矿山只登记了位置、没有矿区范围（{listed_zh}），无法判定是否重叠。",
        f"{len(names)} more mines inside have a place but no boundary in the register ({listed_en}).",
    )


def not_blasting() -> Words:
    """The distance is one of open-pit blasting."""
    return Words(
        "本矿为井工开采，无露天爆破，不适用爆破安全距离。",
        "The mine is worked underground; the distance for blasting in the open does not apply.",
    )


def used(layers: Sequence[tuple[str, str]], data_date: date | None, *, is_simulated: bool) -> Words:
    """Which layers were used, and of which day the oldest is."""
    if not layers:
        return EMPTY
    day = data_date.isoformat() if data_date else "—"
    mark_zh, mark_en = ("（演示图层）", " (invented for the demonstration)") if is_simulated else ("", "")
    names_zh, names_en = "、".join(zh for zh, _ in layers), ", ".join(en or zh for zh, en in layers)
    return Words(f"图层：{names_zh}{mark_zh}；数据日期：{day}。", f"Layers: {names_en}{mark_en}; data of {day}.")


def register_used(day: date) -> Words:
    """The register of mines was asked."""
    return Words(f"数据：矿山登记库，{day.isoformat()}。", f"Data: the register of mines on {day.isoformat()}.")


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"


def _listed(names: Sequence[str], most: int = 3) -> tuple[str, str]:
    shown = [f"“{name}”" for name in list(dict.fromkeys(names))[:most]]
    more = len(set(names)) > most
    return "、".join(shown) + ("等" if more else ""), ", ".join(shown) + (" and others" if more else "")
