"""What indicators, their intermediates and the figures of a plan are called, in both languages.

Evidence is stored as it was found, so these words are data and not translated messages.
"""

from typing import NamedTuple


class Words(NamedTuple):
    """Chinese and English of the same thing."""

    zh: str
    en: str


INDICATORS = {
    "disturbed-restored-ratio": Words("累计修复与破坏面积比", "Restored against disturbed area"),
    "slope-angle": Words("最大边坡角", "Steepest slope angle"),
    "factor-of-safety": Words("边坡稳定系数裕度", "Margin of the slopes' factor of safety"),
    "dump-stability": Words("排土场与尾矿库稳定裕度", "Stability of dumps and tailings ponds"),
    "water-use": Words("矿井水（疏干水）综合利用率", "Mine-water utilisation rate"),
    "topsoil-balance": Words("表土平衡", "Topsoil balance"),
    "monitoring-coverage": Words("监测覆盖率", "Monitoring coverage"),
    "cost-per-hectare": Words("单位面积修复成本", "Restoration cost per hectare"),
    "security-coverage": Words("资金保障倍数", "Funding coverage"),
}
UNITS = {
    "ratio": Words("", ""),
    "FoS": Words("", ""),
    "°": Words("°", "°"),
    "%": Words("%", "%"),
    "hm²": Words("hm²", "hm²"),
    "m": Words("m", "m"),
    "CNY": Words("元", "CNY"),
    "10⁴ CNY/hm²": Words("万元/hm²", "10⁴ CNY/hm²"),
}
PARTS = {
    "disturbed": Words("累计破坏", "Disturbed in all"),
    "restored": Words("累计修复", "Restored in all"),
    "worst-year": Words("最差年份差额", "Worst year, restored less disturbed"),
    "largest-open": Words("最大未修复面积", "Largest area left open"),
    "steepest": Words("最陡边坡", "Steepest slope"),
    "margin": Words("稳定系数裕度", "Margin over the required factor"),
    "factor-reserve": Words("稳定系数与要求之比", "Factor over the required one"),
    "freeboard-reserve": Words("安全超高与要求之比", "Freeboard over the required one"),
    "beach-reserve": Words("干滩长度与要求之比", "Dry beach over the required one"),
    "demand-covered": Words("矿井水满足的用水需求", "Water demand met by mine water"),
    "kept": Words("剥离表土的保存率", "Stripped topsoil that is kept"),
    "spread": Words("堆存表土的回覆率", "Stored topsoil that is spread again"),
    "structures": Words("构筑物数量", "Structures"),
    "online": Words("在线监测的构筑物占比", "Structures watched online"),
    "unwatched": Words("未监测的构筑物", "Structure without monitoring"),
    "restoration-cost": Words("修复费用", "Restoration cost"),
    "restoration-covered": Words("修复账户保障倍数", "Coverage of the restoration account"),
    "safety-covered": Words("安全账户保障倍数", "Coverage of the safety account"),
    "lowest-balance": Words("修复账户最低余额", "Lowest balance of the restoration account"),
}
SECTIONS = {
    "mining": Words("资源与开采", "Resources and mining"),
    "restoration": Words("生态修复", "Ecological restoration"),
    "safety": Words("安全", "Safety"),
    "funds": Words("费用与资金", "Cost and funding"),
}
RELATIONS = {
    "years": Words("年度", "Years"),
    "structures": Words("构筑物", "Structures"),
    "monitoring": Words("监测项目", "Monitoring"),
    "items": Words("工程项目", "Work items"),
}
FIELDS = {
    "disturbed": Words("破坏面积", "disturbed"),
    "restored": Words("修复面积", "restored"),
    "year": Words("年份", "year"),
    "angle": Words("总体边坡角", "overall slope angle"),
    "height": Words("高度", "height"),
    "volume": Words("库容或容积", "volume"),
    "safety_factor": Words("稳定系数", "factor of safety"),
    "required_factor": Words("要求的稳定系数", "required factor of safety"),
    "freeboard": Words("最小安全超高", "minimum freeboard"),
    "beach": Words("干滩长度", "dry beach length"),
    "required_freeboard": Words("该等别的最小安全超高阈值", "threshold of the freeboard of its class"),
    "required_beach": Words("该等别的最小干滩长度阈值", "threshold of the dry beach of its class"),
    "mine_water_inflow": Words("矿井（坑）水量", "mine water"),
    "mine_water_used": Words("矿井（坑）水利用量", "mine water used"),
    "water_demand": Words("总用水需求", "total water demand"),
    "topsoil_stripped": Words("表土剥离量", "topsoil stripped"),
    "topsoil_stored": Words("表土堆存量", "topsoil stored"),
    "topsoil_required": Words("表土需求量", "topsoil needed"),
    "topsoil_reused": Words("表土回覆量", "topsoil spread again"),
    "place": Words("位置", "place"),
    "amount": Words("金额", "amount"),
    "purpose": Words("用途", "purpose"),
    "restoration_share": Words("修复分摊比例", "restoration share"),
    "opening_balance": Words("修复账户期初余额", "restoration account balance"),
    "security_amount": Words("已落实的担保额", "security in place"),
    "restoration_accrual": Words("修复费用计提", "restoration accrual"),
    "safety_accrual": Words("安全费用计提", "safety accrual"),
    "restoration": Words("修复费用", "restoration cost"),
    "slope": Words("边坡", "pit slope"),
    "dump tailings": Words("排土场或尾矿库", "dump or tailings pond"),
    "structures": Words("构筑物", "structure"),
}
CERTAINTIES = {
    "verified": Words("来源已核实", "verified in the source"),
    "likely": Words("来自一般知识，待核对", "from general knowledge, to be checked"),
    "design": Words("平台设计", "proposal of this platform"),
}
RESULTS = {
    "pass": Words("达到", "met"),
    "fail": Words("未达到", "not met"),
    "unknown": Words("不能判定", "cannot be judged"),
}


def words(table: dict[str, Words], key: str) -> Words:
    """The words of a key; an unknown key stands for itself."""
    return table.get(key) or Words(key, key)
