"""Complete dossiers of invented mines: figures that fit together, for the demonstration and for the tests."""

from typing import Any

from config.demo import dossier_texts as texts
from governance.models import Case
from governance.services import sections
from registry.models import User

Dossier = dict[str, dict[str, Any]]


def rows(columns: str, *lines: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Rows as dicts from a literal table."""
    names = columns.split()
    return [dict(zip(names, line, strict=True)) for line in lines]


def fill(case: Case, dossier: Dossier, *, by: User) -> None:
    """Write every section of a case's draft, as the company would."""
    for kind in sections.of(case):
        draft = kind.service.start(case.application, case.mine, by=by)
        part = dossier[kind.key]
        kind.service.save(case.application, by=by, data=part["data"], rows=part.get("rows"), version=draft.version)


def open_pit(first: int = 2027) -> Dossier:
    """An open-pit coal mine on the steppe: 6 Mt a year, five years, one slope below the required factor."""
    return {
        "mining": {"data": _open_pit_mining(first)},
        "restoration": _open_pit_restoration(first),
        "safety": _open_pit_safety(),
        "funds": _open_pit_funds(first),
    }


def underground(first: int = 2027) -> Dossier:
    """An underground coal mine in the loess hills: 1.2 Mt a year, subsidence and a gangue dump."""
    return {
        "mining": {"data": _underground_mining(first)},
        "restoration": _underground_restoration(first),
        "safety": _underground_safety(),
        "funds": _underground_funds(first),
    }


def _open_pit_mining(first: int) -> dict[str, Any]:
    return {
        "start_year": first, "end_year": first + 4, "method": "open_pit", "reserves": "12600", "capacity": "6",
        "service_life": "16.2", "depth": "180", "recovery_rate": "95.6", "dressing_rate": "82", "utilisation_rate": "78",
        "stores_tailings": False, **texts.OPEN_PIT_MINING,
    }  # fmt: skip


def _open_pit_restoration(first: int) -> dict[str, Any]:
    y = first
    return {
        "data": {"start_year": y, "end_year": y + 4, "maintenance_years": 3, **texts.OPEN_PIT_RESTORATION},
        "rows": {
            "zones": rows(
                "code name kind area use_before use_after technique",
                ("A1", "外排土场顶部平台", "external_dump", "126.40", "grassland", "grassland", "平整覆土 0.5 m，羊草、披碱草混播"),
                ("A2", "外排土场边坡", "external_dump", "58.20", "grassland", "grassland", "降坡至 25°，沙柳网格固坡，坡面截排水"),
                ("B1", "内排土场平台", "internal_dump", "142.60", "grassland", "grassland", "随采随排，覆土 0.6 m，紫花苜蓿混播"),
                ("B2", "内排土场复耕区", "internal_dump", "36.00", "cropland", "cropland", "覆土 0.8 m，土壤培肥，配套滴灌"),
                ("C1", "采掘场到界帮坡", "pit", "84.50", "grassland", "grassland", "削坡减载，分台阶覆土植草"),
                ("D1", "工业场地及运输道路", "industrial", "21.30", "grassland", "forest", "两侧乔灌混交林带，硬化路面抑尘"),
                ("E1", "表土堆场", "other", "9.80", "grassland", "grassland", "堆高不超过 3 m，临时植草，远离坡脚"),
            ),
            "years": rows(
                "year disturbed restored",
                (y, "62.00", "48.00"), (y + 1, "58.50", "66.00"), (y + 2, "55.00", "82.50"), (y + 3, "51.50", "96.00"),
                (y + 4, "46.00", "104.00"),
            ),
            "measures": rows(
                "zone_code kind quantity unit year note",
                ("E1", "topsoil", "186000", "m³", y, "剥离表土单独堆存"),
                ("A2", "regrading", "412000", "m³", y, "坡率由 33° 降至 25°"),
                ("A2", "drainage", "8600", "m", y, "坡顶截水沟与平台排水沟"),
                ("A1", "topsoil", "632000", "m³", y + 1, "覆土厚度 0.5 m"),
                ("A1", "planting", "126.4", "hm²", y + 1, "羊草、披碱草混播"),
                ("B1", "topsoil", "855600", "m³", y + 2, "覆土厚度 0.6 m"),
                ("B1", "planting", "142.6", "hm²", y + 2, "紫花苜蓿混播"),
                ("B2", "topsoil", "288000", "m³", y + 3, "覆土厚度 0.8 m"),
                ("C1", "regrading", "238000", "m³", y + 3, "到界台阶削坡"),
                ("C1", "planting", "84.5", "hm²", y + 4, ""),
                ("D1", "planting", "21.3", "hm²", y + 4, "防护林带"),
                ("A1", "care", "396.5", "hm²", y + 4, "补植与管护"),
            ),
        },
    }  # fmt: skip


def _open_pit_safety() -> dict[str, Any]:
    return {
        "data": texts.OPEN_PIT_SAFETY,
        "rows": {
            "structures": rows(
                "kind name height angle volume safety_factor required_factor standard freeboard beach shortfall_measures",
                ("slope", "采掘场北帮（非工作帮）", "172", "34", None, "1.286", "1.200", "GB 50197-2015 非工作帮，服务 10–20 年", None, None, ""),
                ("slope", "采掘场南帮（顺层弱层）", "165", "31", None, "1.172", "1.200", "GB 50197-2015 非工作帮，服务 10–20 年", None, None, "内排压脚至 1 210 m 水平，坡脚疏干孔 24 眼；压脚完成前南帮下部不作业"),
                ("slope", "工作帮", "148", "22", None, "1.164", "1.050", "GB 50197-2015 工作帮", None, None, ""),
                ("dump", "外排土场", "90", "22", "8640", "1.312", "1.200", "GB 50197-2015 外排土场", None, None, ""),
                ("dump", "内排土场", "120", "20", "15200", "1.345", "1.300", "GB 50197-2015 内排土场，服务 10 年及以上", None, None, ""),
            ),
            "monitoring": rows(
                "kind place points frequency is_online",
                ("displacement", "采掘场各帮及排土场（GNSS）", 42, "每小时一次", True),
                ("radar", "采掘场南帮", 2, "每 3 分钟扫描一次", True),
                ("video", "采掘场、排土场制高点", 16, "连续", True),
                ("groundwater", "采掘场周边观测井", 9, "每日一次", True),
                ("rain", "采掘场、外排土场", 3, "每 10 分钟一次", True),
                ("crack", "南帮坡顶及外排土场顶部", 12, "每周巡查一次，雨后加密", False),
                ("vibration", "爆破区 300 m 外民用设施", 4, "每次爆破", False),
            ),
        },
    }  # fmt: skip


def _open_pit_funds(first: int) -> dict[str, Any]:
    y = first
    return {
        "data": {"opening_balance": "12500000.00", **texts.OPEN_PIT_FUNDS},
        "rows": {
            "items": rows(
                "name purpose year amount restoration_share split_basis",
                ("表土剥离、运输与堆存", "restoration", y, "4836000.00", None, ""),
                ("外排土场边坡降坡与植被固坡", "dual", y, "12600000.00", "62.00", "单独实施费用法：修复 1 010 万元，安全 620 万元"),
                ("坡顶截排水与冲沟治理", "dual", y, "5160000.00", "45.00", "单独实施费用法：修复 270 万元，安全 330 万元"),
                ("边坡雷达与 GNSS 在线监测", "safety", y, "7800000.00", None, ""),
                ("外排土场平台覆土与植草", "restoration", y + 1, "14960000.00", None, ""),
                ("南帮疏干孔与内排压脚", "safety", y + 1, "9420000.00", None, ""),
                ("内排土场平台覆土与植草", "restoration", y + 2, "18240000.00", None, ""),
                ("地下水观测网加密", "dual", y + 2, "1860000.00", "50.00", "观测井数量法：生态井与疏干监测井各半"),
                ("复耕区覆土、培肥与滴灌", "restoration", y + 3, "9640000.00", None, ""),
                ("到界帮坡削坡减载与植草", "dual", y + 3, "11380000.00", "48.00", "单独实施费用法：修复 620 万元，安全 672 万元"),
                ("运输道路防护林带与抑尘", "restoration", y + 4, "3270000.00", None, ""),
                ("补植管护与效果监测", "restoration", y + 4, "5950000.00", None, ""),
                ("应急物资、演练与避险场所", "safety", y + 4, "4200000.00", None, ""),
            ),
            "years": rows(
                "year restoration_accrual safety_accrual",
                *((y + step, "15600000.00", "30000000.00") for step in range(5)),
            ),
        },
    }  # fmt: skip


def _underground_mining(first: int) -> dict[str, Any]:
    return {
        "start_year": first, "end_year": first + 4, "method": "underground", "reserves": "2860", "capacity": "1.2",
        "service_life": "17.0", "depth": "420", "recovery_rate": "81.5", "dressing_rate": "76", "utilisation_rate": "80",
        "stores_tailings": False, **texts.UNDERGROUND_MINING,
    }  # fmt: skip


def _underground_restoration(first: int) -> dict[str, Any]:
    y = first
    return {
        "data": {"start_year": y, "end_year": y + 4, "maintenance_years": 3, **texts.UNDERGROUND_RESTORATION},
        "rows": {
            "zones": rows(
                "code name kind area use_before use_after technique",
                ("T1", "一盘区沉陷耕地", "subsidence", "48.60", "cropland", "cropland", "裂缝充填、土地平整、土壤培肥"),
                ("T2", "二盘区沉陷林草地", "subsidence", "72.30", "grassland", "grassland", "裂缝充填，补播油松、柠条、冰草"),
                ("G1", "矸石场", "external_dump", "11.40", "unused", "grassland", "分层碾压、黄土覆盖 0.5 m，防自燃监测，植草"),
                ("S1", "工业场地", "industrial", "8.70", "construction", "construction", "绿化与雨污分流"),
            ),
            "years": rows(
                "year disturbed restored",
                (y, "16.00", "10.00"), (y + 1, "18.00", "20.00"), (y + 2, "17.50", "26.00"), (y + 3, "15.00", "30.00"),
                (y + 4, "12.00", "34.00"),
            ),
            "measures": rows(
                "zone_code kind quantity unit year note",
                ("T1", "filling", "38600", "m³", y, "黄土与矸石分层充填"),
                ("S1", "drainage", "1900", "m", y, "雨污分流管网"),
                ("T1", "topsoil", "97200", "m³", y + 1, "平整后复耕"),
                ("G1", "cover", "57000", "m³", y + 2, "黄土封闭，隔氧防自燃"),
                ("T2", "filling", "52400", "m³", y + 2, ""),
                ("T2", "planting", "72.3", "hm²", y + 3, "柠条、冰草混播"),
                ("G1", "planting", "11.4", "hm²", y + 3, ""),
                ("T2", "care", "120", "hm²", y + 4, "沉陷稳定后补植与管护"),
            ),
        },
    }  # fmt: skip


def _underground_safety() -> dict[str, Any]:
    return {
        "data": texts.UNDERGROUND_SAFETY,
        "rows": {
            "structures": rows(
                "kind name height angle volume safety_factor required_factor standard freeboard beach shortfall_measures",
                ("dump", "矸石场", "38", "24", "196", "1.284", "1.250", "设计文件：矸石场稳定性分析，正常工况", None, None, ""),
                ("slope", "工业场地西侧黄土边坡", "26", "38", None, "1.318", "1.250", "设计文件：场地边坡支护，二级边坡", None, None, ""),
            ),
            "monitoring": rows(
                "kind place points frequency is_online",
                ("displacement", "一盘区、二盘区地表移动观测站", 36, "回采期间每周一次", False),
                ("crack", "沉陷区道路与村庄周边", 20, "每周巡查一次", False),
                ("groundwater", "村庄水井与第四系观测孔", 8, "每日一次", True),
                ("video", "矸石场", 2, "连续", True),
                ("rain", "工业场地", 1, "每 10 分钟一次", True),
            ),
        },
    }  # fmt: skip


def _underground_funds(first: int) -> dict[str, Any]:
    y = first
    return {
        "data": {"opening_balance": "3600000.00", **texts.UNDERGROUND_FUNDS},
        "rows": {
            "items": rows(
                "name purpose year amount restoration_share split_basis",
                ("一盘区裂缝充填与沉陷治理", "dual", y, "3280000.00", "70.00", "工程量法：覆土复垦占 70%，消除地面塌陷隐患占 30%"),
                ("耕地平整与土壤培肥", "restoration", y + 1, "2960000.00", None, ""),
                ("地表移动观测站", "dual", y, "640000.00", "50.00", "观测成果两方面共用，各半"),
                ("矸石场封闭与防自燃", "dual", y + 2, "2180000.00", "55.00", "单独实施费用法：修复 146 万元，安全 119 万元"),
                ("二盘区裂缝充填", "dual", y + 2, "4120000.00", "70.00", "工程量法，同一盘区"),
                ("沉陷林草地补播", "restoration", y + 3, "3650000.00", None, ""),
                ("井下排水系统扩能", "safety", y + 1, "6800000.00", None, ""),
                ("应急救援装备与演练", "safety", y + 4, "2400000.00", None, ""),
                ("补植管护与效果监测", "restoration", y + 4, "1860000.00", None, ""),
            ),
            "years": rows(
                "year restoration_accrual safety_accrual",
                *((y + step, "3200000.00", "18000000.00") for step in range(5)),
            ),
        },
    }  # fmt: skip
