"""Two years of production and a few holds of the invented mines, entered through the services; none of a real mine."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from config.demo.bodies import DEMO
from config.demo.moments import at
from config.demo.stories import Stage
from registry.base.services import units
from registry.mines.models import Hold, Mine
from registry.mines.rules import months
from registry.mines.selectors import mines
from registry.mines.services import holds, production
from registry.mines.services.production import Entry

NOTE = "演示：月度生产统计报表（虚构数据）"
MONTHS = 24
#: Share of an even month's output by month of the year: the spring festival and the frost of deep winter slow down.
SEASON = (88, 72, 96, 99, 101, 100, 98, 99, 102, 104, 103, 97)
#: Mineral → raw product, yuan for a tonne of it, second product, tonnes of that from a tonne, yuan for a tonne of that.
PRODUCTS: dict[str, tuple[str, int, str, Decimal, int]] = {
    "coal": ("raw_coal", 430, "clean_coal", Decimal("0.58"), 690),
    "iron": ("raw_ore", 0, "iron_concentrate", Decimal("0.31"), 905),
    "copper": ("raw_ore", 0, "copper_concentrate", Decimal("0.027"), 14200),
    "limestone": ("stone", 46, "", Decimal(0), 0),
}
#: Mines that stopped: how many months ago the last tonne was won.
STOPPED = {"jinliu": 9, "yuanshan": 6}
#: What a tonne of raw product takes: m³ of fresh water and t of standard coal.
WATER, ENERGY = {"open_pit": Decimal("0.09")}, {"open_pit": Decimal("0.0031")}
UNDERGROUND_WATER, UNDERGROUND_ENERGY = Decimal("0.21"), Decimal("0.0068")


def play(stage: Stage) -> None:
    """Enter the months, correct one, and place, lift and end the holds."""
    for place, key in enumerate(stage.mines):
        if stage.mines[key].stage in (Mine.Stage.PRODUCING, Mine.Stage.SUSPENDED, Mine.Stage.CLOSING):
            _months(stage.mines[key], place, STOPPED.get(key, 0))
    _correct(stage, "qingling")
    _holds(stage)


@units.unit()
def _months(mine: Mine, place: int, stopped: int) -> None:
    """The last two years of a mine, the month that has just ended included."""
    mine = mines.access_mine(mine.pk, by=DEMO, lock=True)
    last = months.back(months.of(timezone.localdate()), 1)
    entries = []
    for back in range(MONTHS - 1, -1, -1):
        month = months.back(last, back)
        entries += [(mine, entry) for entry in _entries(mine, month, place, is_stopped=back < stopped)]
    production.write(entries, by=DEMO, source=production.hand())


def _entries(mine: Mine, month: dt.date, place: int, *, is_stopped: bool) -> list[Entry]:
    raw, price, second, share, second_price = PRODUCTS[mine.mineral]
    output = Decimal(0) if is_stopped else _output(mine, month, place)
    washed = Decimal(0) if not second or _is_sold_raw(mine) else _round(output * share, 10)
    sold = output if not second or _is_sold_raw(mine) else Decimal(0)
    sold = _round(sold * (96 + (month.month * 3 + place) % 6) / 100, 10)
    wave = 94 + (month.month * 5 + place * 3) % 13
    found = [Entry(month, raw, _product(output, sold, price * wave), NOTE)]
    if second and not _is_sold_raw(mine):
        sold = _round(washed * (97 + (month.month + place) % 4) / 100, 10)
        found.append(Entry(month, second, _product(washed, sold, second_price * wave), NOTE))
    return [*found, Entry(month, "mine", _whole(mine, output, is_stopped=is_stopped), NOTE)]


def _is_sold_raw(mine: Mine) -> bool:
    """Open pits of coal sell what they win, underground ones wash it; ore is dressed."""
    return mine.mineral == "coal" and mine.method == "open_pit"


def _output(mine: Mine, month: dt.date, place: int) -> Decimal:
    """Tonnes of a month: never more in a year than the capacity."""
    assert mine.capacity is not None
    even = mine.capacity * 1_000_000 / 12
    used = 84 + (place * 5 + month.year) % 12
    return _round(even * used * SEASON[month.month - 1] / 10_000, 10)


def _product(output: Decimal, sold: Decimal, price_percent: int) -> dict[str, Decimal | int | None]:
    return {"output": output, "sold": sold, "sales": (sold * price_percent / 100).quantize(Decimal("0.01"))}


def _whole(mine: Mine, output: Decimal, *, is_stopped: bool) -> dict[str, Decimal | int | None]:
    assert mine.capacity is not None
    base = 60 if is_stopped else int(120 + mine.capacity * 85)
    idle = Decimal(900)
    water = WATER.get(mine.method, UNDERGROUND_WATER)
    energy = ENERGY.get(mine.method, UNDERGROUND_ENERGY)
    return {
        "water": (output * water + idle).quantize(Decimal("0.1")),
        "energy": (output * energy + 12).quantize(Decimal("0.01")),
        "people": base,
    }


def _round(value: Decimal, step: int) -> Decimal:
    return (value / step).quantize(Decimal(1)) * step


def _correct(stage: Stage, key: str) -> None:
    """A month that its officer corrected after the company found a truck scale wrong."""
    mine = stage.mines[key]
    month = months.back(months.of(timezone.localdate()), 4)
    stands = mine.production.get(month=month, product="raw_coal", is_current=True)
    sold = stands.sold or Decimal(0)
    production.record(
        mine.pk, by=stage.person("nr.reviewer"), source=production.hand(), month=month, product="raw_coal",
        version=stands.version, output=(stands.output or Decimal(0)) - 1260, sold=sold, sales=stands.sales,
        note="演示：地磅校准后更正，减少1260吨，附计量所检定证书。",
    )  # fmt: skip


def _holds(stage: Stage) -> None:
    """One of each state: open ones, one that was lifted, one whose last day passed."""
    now, thing, kind = timezone.now(), Hold.Thing, Hold.Kind
    with at(now - dt.timedelta(days=12)):
        holds.place_by_hand(
            stage.mines["beichuan"].pk, by=stage.person("em.reviewer"), kind=kind.HAZARD,
            blocks=[thing.ACCEPTANCES, thing.PAYMENTS, thing.RELEASES],
            facility=stage.mines["beichuan"].facilities.get(kind="pit_slope").pk,
            ground="《安全生产法》第四十一条、第六十五条",
            reason_zh="北帮边坡裂缝扩展，监测位移加速，重大事故隐患尚未销号。（演示）",
            reason_en="Cracks in the north wall widen and its movement accelerates: the major hazard is open. (Demo)",
        )  # fmt: skip
    with at(now - dt.timedelta(days=40)):
        holds.place_by_hand(
            stage.mines["jinliu"].pk, by=stage.person("em.reviewer"), kind=kind.STOPPAGE,
            blocks=[thing.APPROVALS, thing.PAYMENTS, thing.SCORES],
            ground="《煤矿安全生产条例》第六十四条",
            reason_zh="存在重大事故隐患仍组织生产，责令停产整顿，验收合格前不予办理。（演示）",
            reason_en="Produced with an open major hazard and was ordered to stop until it is checked. (Demo)",
        )  # fmt: skip
    with at(now - dt.timedelta(days=200)):
        lifted = holds.place_by_hand(
            stage.mines["yuanshan"].pk, by=stage.person("nr.reviewer"), kind=kind.MONEY,
            blocks=[thing.APPROVALS, thing.RELEASES],
            ground="《矿产资源法》第四十九条",
            reason_zh="上年度应提取的矿区生态修复费用没有足额提取。（演示）",
            reason_en="Last year's restoration money was not set aside in full. (Demo)",
        )  # fmt: skip
    with at(now - dt.timedelta(days=150)):
        holds.lift_by_hand(
            lifted.pk, by=stage.person("nr.head"), ground="《矿产资源法》第四十九条",
            reason="差额已经补提到位，专户对账单已核对。（演示）",
        )  # fmt: skip
    with at(now - dt.timedelta(days=90)):
        holds.place_by_hand(
            stage.mines["huamu"].pk, by=stage.person("em.reviewer"), kind=kind.RECORDS, blocks=[thing.SCORES],
            until=timezone.localdate() + dt.timedelta(days=30),
            ground="《安全生产法》第三十三条",
            reason_zh="两个月的安全生产报表没有报送，补报期内不予评分。（演示）",
            reason_en="Two monthly safety reports are missing; no score while they are handed in. (Demo)",
        )  # fmt: skip
    holds.end_lapsed()
