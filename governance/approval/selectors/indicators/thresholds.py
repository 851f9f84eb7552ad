"""Read the thresholds of the co-indicators as a list."""

from django.db.models import QuerySet

from governance.approval.models import IndicatorThreshold
from governance.approval.rules.indicators import indicator_words
from governance.approval.rules.indicators.indicator_words import INDICATORS
from governance.approval.rules.indicators.thresholds import UNITS
from governance.approval.selectors.checks import checks
from registry.regions.selectors import regions

ORDERS = {
    "code": ("code", "region_code", "method", "mineral_group", "id"),
    "-code": ("-code", "-region_code", "-method", "-mineral_group", "-id"),
    "from": ("valid_from", "code", "id"),
    "-from": ("-valid_from", "code", "id"),
}


def listing() -> QuerySet[IndicatorThreshold]:
    """Every threshold of a co-indicator, in force or not; the classes of mine size are not theirs."""
    return IndicatorThreshold.objects.filter(code__in=UNITS)


def indicators() -> list[tuple[str, str]]:
    """The indicators with their names, as a filter offers them."""
    return [(code, indicator_name(code)) for code in INDICATORS]


def indicator_name(code: str) -> str:
    """The name of an indicator in the reader's language."""
    found = indicator_words.words(INDICATORS, code)
    return found.zh if checks.is_chinese() else found.en


def places() -> list[tuple[str, str]]:
    """The regions that have thresholds of their own."""
    codes = listing().exclude(region_code="").values_list("region_code", flat=True).distinct()
    names = regions.names_by_code()
    return [(code, regions.name_in(names, code)) for code in sorted(set(codes))]
