"""The co-indicators of a plan as `governance/approval/_co_indicators.html` shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from governance.approval.models import CheckState
from governance.approval.rules.indicators import gauges, indicator_evidence, indicator_words
from governance.approval.rules.indicators.gauges import Gauge
from governance.approval.rules.indicators.indicator_words import Words
from governance.approval.rules.indicators.measures import Source
from governance.approval.selectors.checks import checks
from governance.approval.selectors.indicators.co_indicators import Indicator
from governance.approval.views.procedures.procedures import CERTAINTY_TONES
from registry.base.models.catalogues import Certainty

TONES = {"pass": "ok", "fail": "bad", "unknown": "wait"}


@dataclass(frozen=True)
class Record:
    """A row of the plan and what was read of it."""

    label: str
    figures: str


@dataclass(frozen=True)
class Line:
    """One indicator as the table shows it."""

    code: str
    name: str
    value: str
    required: str
    result: str
    label: Any
    tone: str
    gauge: Gauge | None
    blocks: bool
    parts: list[str]
    gaps: list[str]
    records: list[Record]
    source: str
    certainty: Any
    certainty_tone: str


def lines(indicators: Iterable[Indicator]) -> list[Line]:
    """The indicators in the reader's language."""
    language = 0 if checks.is_chinese() else 1
    return [_line(indicator, language) for indicator in indicators]


def _line(indicator: Indicator, language: int) -> Line:
    measure, limits = indicator.measure, indicator.limits
    gauge = gauges.lay_out(measure.value, limits.minimum, limits.maximum) if limits is not None else None
    return Line(
        code=indicator.code,
        name=indicator_words.words(indicator_words.INDICATORS, indicator.code)[language],
        value="" if measure.value is None else indicator_evidence.figure(measure.value, measure.unit, language),
        required=indicator_evidence.requirement(limits, language),
        result=indicator.result,
        label=CheckState(indicator.result).label,
        tone=TONES[indicator.result],
        gauge=gauge,
        blocks=limits is not None and limits.blocks,
        parts=[indicator_evidence.part(one)[language] for one in measure.parts],
        gaps=[indicator_evidence.gap(one)[language] for one in measure.gaps],
        records=_records(measure.sources, language),
        source=((limits.source_zh, limits.source_en or limits.source_zh)[language]) if limits is not None else "",
        certainty=Certainty(limits.certainty).label if limits is not None else "",
        certainty_tone=CERTAINTY_TONES[Certainty(limits.certainty)] if limits is not None else "",
    )


def _records(sources: Iterable[Source], language: int) -> list[Record]:
    """The figures that were read, by the row they stand in."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for one in sources:
        field = indicator_words.words(indicator_words.FIELDS, one.field)[language]
        found.setdefault((one.section, one.relation, one.record), []).append(f"{field} {one.value or '—'}")
    made = []
    for (section, relation, record), figures in found.items():
        names = (_of(indicator_words.SECTIONS, section), _of(indicator_words.RELATIONS, relation))
        label = " · ".join(text for text in (*(name[language] for name in names), record) if text)
        made.append(Record(label, ("，" if language == 0 else ", ").join(figures)))
    return made


def _of(table: dict[str, Words], key: str) -> Words:
    return indicator_words.words(table, key)
