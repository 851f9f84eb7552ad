"""What joint review saves, measured."""

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from governance.approval.filters.figures import FigureFilter
from governance.approval.policies.figures import FigurePolicy
from governance.approval.rules.savings.savings import MINIMUM
from governance.approval.selectors.savings import figures
from governance.approval.tables.figures import FigureTable, export_columns
from governance.approval.views.savings import savings_words as words
from registry.scope.policies.base import ensure
from registry.web.selectors.pagination import paginate
from registry.web.views import exports
from registry.web.views.signed import Signed

ORDERS = {"-decided": figures.LIST_ORDER, "decided": ("decided_on", "case_id")}


@login_required
@require_GET
def savings(request: Signed) -> HttpResponseBase:
    """Lead figures with their definitions, groups, departments, and every case."""
    user = request.user
    ensure(FigurePolicy().check(user, "view"))
    chosen = FigureFilter(request.GET, user=user)
    rows, order = chosen.qs, request.GET.get("order", "")
    order = order if order in ORDERS else "-decided"
    if export := request.GET.get("export"):
        columns = export_columns(chosen.procedures)
        return exports.respond(rows.order_by(*ORDERS[order]), columns, export, name="savings")
    page = paginate(rows, order=ORDERS[order], cursor=request.GET.get("cursor", ""))
    all_cases = figures.summary(rows)
    groups = figures.by_group(rows, chosen.group_by)
    context = {
        "filter": chosen,
        "is_simulated": chosen.is_simulated,
        "leads": words.leads(all_cases),
        "claim": words.claim(all_cases),
        "is_enough": all_cases.is_enough,
        "unmeasured": figures.unmeasured(rows),
        "chart": words.chart(groups, words.labels(groups, chosen.group_by, chosen.procedures)),
        "case_chart": words.case_chart(page.rows),
        "departments": words.department_table(figures.departments(rows)),
        "minimum": MINIMUM,
        "page": page,
        "table": FigureTable(page.rows, sorted_by=order, target="savings-list"),
    }
    fragment = request.htmx
    return render(
        request, "governance/approval/_savings_body.html" if fragment else "governance/approval/savings.html", context
    )
