"""Put an indicator into words, in both languages, and into the form in which a check's outcome is stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from governance.approval.rules.checks.outcomes import Outcome, Result
from governance.approval.rules.indicators import indicator_words as names
from governance.approval.rules.indicators.indicator_words import Words
from governance.approval.rules.indicators.measures import PERCENT, Gap, Measure, Part
from governance.approval.rules.indicators.thresholds import Limits, Unknown

PREFIX = "indicator-"
#: Decimal places in which a value is shown and stored; the verdict is taken on the exact value.
PLACES = Decimal("0.0001")
#: More intermediates or gaps than this are counted, not listed.
LISTED = 6
WHY = {
    "no-threshold": Words("该类矿山没有适用的阈值。", "No threshold counts for this kind of mine."),
    "other-unit": Words("阈值的单位与指标不一致。", "The threshold is given in another unit."),
}


@dataclass(frozen=True)
class Indicator:
    """One indicator of a plan with its threshold and its verdict."""

    measure: Measure
    limits: Limits | None
    result: Result
    why: Unknown = ""

    @property
    def code(self) -> str:
        """The code of the indicator."""
        return self.measure.code

    @property
    def blocks(self) -> bool:
        """Whether this result stops an approval."""
        return self.result == "fail" and self.limits is not None and self.limits.blocks


def rounded(value: Decimal) -> Decimal:
    """The value in the places in which it is stored."""
    return value.quantize(PLACES, rounding=ROUND_HALF_UP)


def figure(value: Decimal, unit: str, language: int = 1) -> str:
    """A value as it is read, without idle zeros (language: 0 Chinese, 1 English)."""
    text = f"{rounded(value).normalize():,f}"
    shown = names.words(names.UNITS, unit)[language]
    return f"{text}{'' if shown in ('°', '%', '') else ' '}{shown}".replace("-", "−")


def requirement(limits: Limits | None, language: int = 1) -> str:
    """The threshold as it is read: "≥ 1", "≤ 45°", "5 – 60"."""
    if limits is None or (limits.minimum is None and limits.maximum is None):
        return ""
    if limits.minimum is None:
        return f"≤ {figure(limits.maximum or Decimal(0), limits.unit, language)}"
    if limits.maximum is None:
        return f"≥ {figure(limits.minimum, limits.unit, language)}"
    return f"{figure(limits.minimum, '')} – {figure(limits.maximum, limits.unit, language)}"


def part(one: Part) -> Words:
    """An intermediate result in words."""
    label = names.words(names.PARTS, one.key)
    if one.key == "unwatched":
        return Words(f"{label.zh}：{one.record}", f"{label.en}: {one.record}")
    record = Words(f"（{one.record}）" if one.record else "", f" ({one.record})" if one.record else "")
    value = one.value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) if one.unit == PERCENT else one.value
    zh, en = figure(value, one.unit, 0), figure(value, one.unit)
    return Words(f"{label.zh}{record.zh} {zh}", f"{label.en}{record.en}: {en}")


def gap(one: Gap) -> Words:
    """What is missing in words, with the place where it belongs."""
    section, relation = names.words(names.SECTIONS, one.section), names.words(names.RELATIONS, one.relation)
    field = names.words(names.FIELDS, one.field)
    zh = "·".join(text for text in (section.zh, relation.zh, one.record, field.zh) if text)
    en = ", ".join(text for text in (section.en, relation.en, one.record, field.en) if text)
    return {
        "no-figure": Words(f"{zh} 未填写", f"{en}: not stated"),
        "no-rows": Words(f"{zh} 没有记录", f"{en}: no entry"),
        "zero": Words(f"{zh} 为零，不能计算", f"{en}: zero, nothing to divide by"),
        "implausible": Words(f"{zh} 大于可能的数值", f"{en}: more than there can be"),
        "no-match": Words(f"监测位置“{one.record}”对不上任何构筑物", f"place “{one.record}” names no structure"),
    }[one.reason]


def evidence(indicator: Indicator) -> Words:
    """The whole finding in one paragraph."""
    measure, limits = indicator.measure, indicator.limits
    name, result = names.words(names.INDICATORS, measure.code), names.words(names.RESULTS, indicator.result)
    zh, en = [f"{name.zh}：{_value(indicator, 0)}，{result.zh}。"], [f"{name.en}: {_value(indicator, 1)}; {result.en}."]
    if indicator.why in WHY:
        zh.append(WHY[indicator.why].zh)
        en.append(WHY[indicator.why].en)
    if measure.parts:
        said = _listed([part(one) for one in measure.parts])
        zh.append(f"{said.zh}。")
        en.append(f"{said.en}.")
    if measure.gaps:
        said = _listed([gap(one) for one in measure.gaps])
        zh.append(f"缺少：{said.zh}。")
        en.append(f"Missing: {said.en}.")
    if limits is not None:
        certainty = names.words(names.CERTAINTIES, limits.certainty)
        zh.append(f"阈值来源：{limits.source_zh}（{certainty.zh}）。")
        en.append(f"Source of the threshold: {limits.source_en or limits.source_zh} ({certainty.en}).")
    return Words("".join(zh), " ".join(en))


def _listed(found: list[Words]) -> Words:
    more = len(found) - LISTED
    zh, en = "；".join(one.zh for one in found[:LISTED]), "; ".join(one.en for one in found[:LISTED])
    return Words(f"{zh}；另 {more} 项", f"{en}; {more} more") if more > 0 else Words(zh, en)


def _value(indicator: Indicator, language: int) -> str:
    measure = indicator.measure
    shown = ("未知", "unknown")[language] if measure.value is None else figure(measure.value, measure.unit, language)
    asked = requirement(indicator.limits, language)
    return f"{shown}{('，要求 ', ', required ')[language]}{asked}" if asked else shown


def as_outcomes(indicators: Iterable[Indicator], data_date: date | None = None) -> list[Outcome]:
    """The indicators as outcomes of checks, their codes behind `PREFIX`."""
    return [_outcome(indicator, data_date) for indicator in indicators]


def _outcome(indicator: Indicator, data_date: date | None) -> Outcome:
    measure, limits, said = indicator.measure, indicator.limits, evidence(indicator)
    details: list[dict[str, Any]] = []
    if limits is not None:
        bounds = {"minimum": _text(limits.minimum), "maximum": _text(limits.maximum)}
        details.append({"threshold": limits.key, **bounds, "certainty": limits.certainty, "blocks": limits.blocks})
    for one in measure.parts:
        details.append({"part": one.key, "value": _text(rounded(one.value)), "unit": one.unit, "record": one.record})
    for source in measure.sources:
        name = ".".join(word for word in (source.section, source.relation, source.field) if word)
        details.append({"input": name, "record": source.record, "value": source.value})
    return Outcome(
        code=f"{PREFIX}{measure.code}",
        result=indicator.result,
        evidence_zh=said.zh,
        evidence_en=said.en,
        data_date=data_date,
        value=None if measure.value is None else rounded(measure.value),
        unit=measure.unit,
        details=tuple(details),
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
