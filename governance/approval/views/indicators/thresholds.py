"""The thresholds of the co-indicators: open to everybody, as every rule by which a plan is judged."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from governance.approval.filters.thresholds import GROUPS, ThresholdFilter
from governance.approval.models import IndicatorThreshold
from governance.approval.rules.indicators import indicator_evidence
from governance.approval.selectors.checks import checks
from governance.approval.selectors.indicators import co_indicators, thresholds
from governance.approval.tables.thresholds import EXPORT_COLUMNS, ThresholdTable
from governance.approval.views.procedures.procedures import CERTAINTY_TONES
from registry.base.models.catalogues import Certainty
from registry.regions.selectors import regions
from registry.web.selectors.pagination import paginate
from registry.web.views import exports


@require_GET
def threshold_list(request: HttpRequest) -> HttpResponseBase:
    """Every threshold with its value, mines, source, certainty and validity; filters, sort, keyset pages, export."""
    chosen = ThresholdFilter(request.GET, queryset=thresholds.listing(), request=request)
    order = request.GET.get("order", "code")
    keys = thresholds.ORDERS.get(order, thresholds.ORDERS["code"])
    if export := request.GET.get("export"):
        return exports.respond(chosen.qs.order_by(*keys), EXPORT_COLUMNS, export, name="thresholds")
    page = paginate(chosen.qs, order=keys, cursor=request.GET.get("cursor", ""))
    _describe(page.rows)
    context = {
        "filter": chosen,
        "page": page,
        "table": ThresholdTable(
            page.rows, sorted_by=order if order in thresholds.ORDERS else "code", target="threshold-list"
        ),
        "tones": CERTAINTY_TONES,
    }
    fragment = request.htmx  # type: ignore[attr-defined]
    name = "governance/approval/_threshold_rows.html" if fragment else "governance/approval/threshold_list.html"
    return render(request, name, context)


def _describe(rows: list[IndicatorThreshold]) -> None:
    """Put beside every row what its cells show."""
    names = regions.names_by_code() if any(row.region_code for row in rows) else {}
    today, groups = timezone.localdate(), dict(GROUPS)
    language = 0 if checks.is_chinese() else 1
    for row in rows:
        shown = vars(row)
        shown["required"] = indicator_evidence.requirement(co_indicators.limits_of(row), language)
        shown["region_name"] = regions.name_in(names, row.region_code) if row.region_code else ""
        shown["group_name"] = groups.get(row.mineral_group, "")
        shown["is_current"] = row.valid_from <= today and (row.valid_to is None or today <= row.valid_to)
        shown["tone"] = CERTAINTY_TONES[Certainty(row.certainty)]
        shown["source"] = row.source_zh if language == 0 else row.source_en or row.source_zh
