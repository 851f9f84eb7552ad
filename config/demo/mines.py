"""Invented mines with attributes as real ones have them; no name is in the register."""

import datetime as dt
import json
import math
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import timezone

from config.demo.bodies import DEMO
from registry.mines.models import Mine
from registry.mines.services import boundaries, facilities, licences, mines, rights, risks
from registry.scope.models import Organisation, Region


class Row(NamedTuple):
    """One invented mine."""

    key: str
    name_zh: str
    name_en: str
    region: str
    place: tuple[float, float]
    holder: str
    stage: str
    method: str
    mineral: str
    capacity: str
    depth: str
    radius_km: float
    gas: str = "unknown"
    risk: str = ""


ROWS = (
    Row("qingling", "青岭露天煤矿", "Qingling Open-pit", "150622", (110.95, 39.80), "qingling", "producing", "open_pit", "coal", "12", "180", 2.4, risk="orange"),
    Row("yunhua", "云桦露天煤矿", "Yunhua Open-pit", "152502", (116.05, 43.92), "qingling", "producing", "open_pit", "coal", "6", "150", 2.0),
    Row("long", "苏日图矿区第二综合机械化采煤工程露天与井工联合开采接续煤矿", "Suritu Second Combined Open-pit and Underground Continuation Colliery", "150621", (109.55, 40.05), "qingling", "producing", "both", "coal", "8", "320", 2.2, "low", "yellow"),
    Row("beichuan", "北川沟露天煤矿", "Beichuangou Open-pit", "150621", (110.15, 40.18), "qingling", "producing", "open_pit", "coal", "3", "120", 1.3, risk="blue"),
    Row("cangwu", "苍梧沟煤矿", "Cangwugou Colliery", "150627", (109.75, 39.35), "cangwu", "producing", "underground", "coal", "5", "420", 2.1, "low"),
    Row("luoyan", "落雁滩煤矿", "Luoyantan Colliery", "150626", (108.85, 38.62), "cangwu", "new", "underground", "coal", "4", "610", 1.9, "high"),
    Row("jinliu", "金柳井煤矿", "Jinliujing Colliery", "150304", (106.75, 39.52), "cangwu", "suspended", "underground", "coal", "0.9", "360", 0.9, "outburst", "red"),
    Row("shiquan", "石泉岭铁矿", "Shiquanling Iron Mine", "150222", (110.10, 41.02), "shiquan", "producing", "open_pit", "iron", "2.5", "140", 1.1),
    Row("chisong", "赤松沟铜矿", "Chisonggou Copper Mine", "150424", (118.05, 43.62), "shiquan", "producing", "underground", "copper", "1.2", "520", 1.0),
    Row("changchuan", "长川岭多金属矿", "Changchuanling Polymetallic Mine", "150425", (117.55, 43.28), "shiquan", "new", "underground", "other_metal", "0.8", "380", 0.8),
    Row("yuanshan", "远山坳石灰石矿", "Yuanshan'ao Limestone Quarry", "150303", (106.98, 39.28), "shiquan", "closing", "open_pit", "limestone", "1.5", "60", 0.7),
    Row("hongshi", "红石峁煤矿", "Hongshimao Colliery", "150627", (110.05, 39.20), "cangwu", "producing", "underground", "coal", "2.4", "350", 1.5, "low"),
    Row("huamu", "桦木甸露天煤矿", "Huamudian Open-pit", "150725", (119.35, 49.25), "shiquan", "producing", "open_pit", "coal", "10", "160", 2.3),
    Row("yunshan", "云杉岭煤矿", "Yunshanling Colliery", "150302", (106.88, 39.72), "cangwu", "closed", "underground", "coal", "0.6", "280", 0.7, "low"),
)  # fmt: skip
SOURCE = "演示数据 Demonstration data"


def load(bodies: dict[str, Organisation]) -> dict[str, Mine]:
    """Register the invented mines with boundary, holder, right, licence and facilities."""
    return {row.key: register(place, row, bodies) for place, row in enumerate(ROWS, start=1)}


def register(place: int, row: Row, bodies: dict[str, Organisation]) -> Mine:
    region = Region.objects.get(code=row.region, level="district")
    lon, lat = row.place
    shape = outline(lon, lat, row.radius_km, place)
    mine = mines.register(
        by=DEMO, identifier=f"DEMO-{place:03d}", stage=row.stage, is_simulated=True, source=SOURCE, region=region,
        name_zh=row.name_zh, name_en=row.name_en, method=row.method, mineral=row.mineral,
        capacity=Decimal(row.capacity), depth=Decimal(row.depth), gas_rating=row.gas, longitude=lon, latitude=lat,
        opened_in=None if row.stage == "new" else 1998 + place,
        area=Decimal(str(round(2.65 * row.radius_km**2, 2))),
    )  # fmt: skip
    holder = bodies[row.holder]
    mines.transfer_holder(
        mine.pk, by=DEMO, organisation_id=holder.pk, valid_from=dt.date(2019, 3, place), reason="演示：首次登记"
    )
    mine.refresh_from_db()
    boundaries.set_boundary(mine.pk, by=DEMO, version=mine.version, geojson=json.dumps(shape), source=SOURCE)
    right = rights.register(
        mine.pk, by=DEMO, number=f"C1500002019{place:010d}", holder=holder, authority=bodies["nr"], mineral=row.mineral,
        area=Decimal(str(round(2.65 * row.radius_km**2, 2))), registered_on=dt.date(2019, 4, place),
        expires_on=dt.date(2039, 4, place),
    )  # fmt: skip
    if row.stage in ("producing", "suspended", "closing"):
        licences.issue(
            right.pk, by=DEMO, number=f"XK1500002020{place:09d}", issued_on=dt.date(2020, 1, 6),
            valid_to=dt.date(2030, 1, 5), capacity=Decimal(row.capacity),
        )  # fmt: skip
    _facilities(mine, row)
    if row.risk:
        risks.set_level(mine.pk, row.risk, by=DEMO, as_of=timezone.localdate(), basis="演示：虚构的风险等级")
    mine.refresh_from_db()
    return mine


def _facilities(mine: Mine, row: Row) -> None:
    lon, lat = row.place
    made: list[tuple[str, str, str, str, Any]] = []
    if row.method in ("open_pit", "both"):
        made += [
            ("pit_slope", "XB-N", "北帮边坡", "North wall", (150, 38)),
            ("dump", "PTC-1", "外排土场", "External dump", (60, 22)),
        ]
    if row.method in ("underground", "both"):
        made += [("shaft", "ZJ-1", "主井", "Main shaft", None)]
    if row.mineral in ("iron", "copper"):
        made += [("tailings_pond", "WKK-1", "尾矿库", "Tailings pond", (38, 18))]
    for number, (kind, code, name_zh, name_en, figures) in enumerate(made, start=1):
        height, angle = figures or (None, None)
        point = {"type": "Point", "coordinates": [round(lon + 0.004 * number, 5), round(lat - 0.003 * number, 5)]}
        facilities.register(
            mine.pk, by=DEMO, kind=kind, code=code, name_zh=name_zh, name_en=name_en, geometry=point,
            height=height and Decimal(height), angle=angle and Decimal(angle),
        )  # fmt: skip


def outline(lon: float, lat: float, radius_km: float, seed: int) -> dict[str, Any]:
    """An irregular polygon of about 2.65 r² round a place, the same at every call."""
    ring = []
    for step in range(9):
        angle = 2 * math.pi * step / 9
        reach = radius_km * (0.86 + 0.2 * math.sin(step * 2.4 + seed))
        north, east = reach * math.sin(angle) / 111.2, reach * math.cos(angle) / (111.3 * math.cos(math.radians(lat)))
        ring.append([round(lon + east, 6), round(lat + north, 6)])
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
