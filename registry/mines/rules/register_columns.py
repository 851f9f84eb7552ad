"""Which columns a mine register has: those of the Global Coal Mine Tracker and those of the product's own template."""

from collections.abc import Mapping, Sequence

from registry.mines.rules import heads
from registry.mines.rules.heads import Columns, Heads, folded

#: Our name of a column → the heads it may carry in the Global Coal Mine Tracker.
TRACKER: dict[str, tuple[str, ...]] = {
    "identifier": ("GEM Mine ID", "Mine ID"),
    "name_en": ("Mine Name",),
    "name_zh": ("Mine Name (Non-ENG)", "Mine Name (Local)", "Mine Name (Other)"),
    "stage": ("Status",),
    "stage_detail": ("Status Detail",),
    "method": ("Mine Type",),
    "capacity": ("Capacity (Mtpa)",),
    "area": ("Mine Size (Km2)", "Mine Size (km²)"),
    "depth": ("Mine Depth (m)",),
    "opened_in": ("Opening Year",),
    "province": ("State, Province", "State/Province", "Province"),
    "city": ("Prefecture, District", "Prefecture", "Civil Parish / Municipality", "District"),
    "location_en": ("Location",),
    "location_zh": ("Location (Non-ENG)",),
    "latitude": ("Latitude",),
    "longitude": ("Longitude",),
    "holder_name": ("Owners (Non-ENG)",),
    "holder_name_en": ("Owners", "Owner"),
    "gas_rating": ("Gas-level Rating", "Gas Level Rating"),
    "country": ("Country / Area", "Country", "Country/Area"),
    "source_url": ("GEM Wiki Page (ENG)", "GEM Wiki Page"),
}

#: Columns of the tracker that the register does not keep; their heads cause no remark.
TRACKER_UNUSED = (
    "Production (Mtpa)",
    "Year of Production",
    "Mining Method",
    "Workforce Size",
    "Coal Type",
    "Coal Grade",
    "Total Reserves (Proven and Probable, Mt)",
    "Total Resources (Inferred, Indicated, Measured, Mt)",
    "Coalfield",
    "Location Accuracy",
    "Parent Company",
    "Gas-level Rating Appraisal Year",
    "Methane Gas Content (m^3/tonne)",
    "GEM Coal Mine Methane Emissions Estimate (M tonnes/yr)",
    "GEM Wiki Page (Non-ENG)",
    "Operators",
    "Closing Year",
    "Reserve-to-Production",
    "Coal Plant, Steel Plant, or Terminal",
    "Region",
    "Subregion",
    "Remarks",
    "Notes",
    "Last Updated",
)

#: Our name of a column → its English and its Chinese head in our own template, in the order of the template.
TEMPLATE: dict[str, tuple[str, str]] = {
    "identifier": ("Mine identifier", "矿山编号"),
    "name_zh": ("Chinese name", "中文名称"),
    "name_en": ("English name", "英文名称"),
    "region_code": ("Region code", "行政区划代码"),
    "province": ("Province", "省级行政区"),
    "city": ("City or prefecture", "地级行政区"),
    "district": ("County or district", "县级行政区"),
    "stage": ("Stage", "阶段"),
    "method": ("Open pit or underground", "开采方式"),
    "mineral": ("Mineral", "矿种"),
    "capacity": ("Capacity (Mt a year)", "生产能力（百万吨/年）"),
    "depth": ("Depth (m)", "开采深度（米）"),
    "area": ("Registered area (km2)", "登记面积（平方千米）"),
    "opened_in": ("Opening year", "投产年份"),
    "gas_rating": ("Gas rating", "瓦斯等级"),
    "water_class": ("Hydrogeological type", "水文地质类型"),
    "fire_class": ("Spontaneous combustion", "煤层自燃倾向性"),
    "longitude": ("Longitude", "经度"),
    "latitude": ("Latitude", "纬度"),
    "holder_name": ("Holder", "采矿权人"),
    "location_zh": ("Place", "地址"),
    "boundary": ("Boundary (GeoJSON or WKT)", "范围（GeoJSON 或 WKT）"),
    "source": ("Source", "来源"),
    "source_url": ("Source page", "来源网页"),
}

#: Columns without which no row can be read; one of a tuple is enough.
MANDATORY: tuple[tuple[str, ...], ...] = (
    ("identifier",),
    ("name_zh", "name_en"),
    ("stage",),
    ("province", "region_code"),
    ("longitude",),
    ("latitude",),
)


def _lookup(table: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {folded(head): name for name, heads in table.items() for head in heads}


_TRACKER = _lookup(TRACKER)
_TEMPLATE = _lookup(TEMPLATE) | {folded(name): name for name in TEMPLATE}
_UNUSED = frozenset(folded(head) for head in TRACKER_UNUSED)


def read(cells: Sequence[str]) -> Heads:
    """Understand a head row; the tracker's words count where its identifier stands."""
    is_tracker = folded("GEM Mine ID") in [folded(cell) for cell in cells]
    table = {**_TEMPLATE, **_TRACKER} if is_tracker else {**_TRACKER, **_TEMPLATE}
    unused = _UNUSED if is_tracker else frozenset()
    return heads.understand(cells, table, MANDATORY, unused=unused, is_tracker=is_tracker)


COLUMNS = Columns(read, TEMPLATE)
