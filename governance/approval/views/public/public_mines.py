"""The open pages about mines."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from governance.approval.filters.public import MineFilter
from governance.approval.selectors.public import public, public_mines
from governance.approval.tables.public import MINE_COLUMNS, MineTable
from registry.mines.models import Mine
from registry.web.selectors.pagination import paginate
from registry.web.views import exports

DECISIONS_SHOWN = 20


@require_GET
def public_mine_list(request: HttpRequest) -> HttpResponseBase:
    """The register: filters, keyset pages, open data."""
    chosen = MineFilter(request.GET, queryset=public_mines.mines(), request=request)
    if export := request.GET.get("export"):
        return exports.respond(chosen.qs, MINE_COLUMNS, export, name="mines")
    page = paginate(chosen.qs, order=public_mines.ORDER, cursor=request.GET.get("cursor", ""))
    context = {"filter": chosen, "page": page, "table": MineTable(page.rows, target="mine-list")}
    fragment = request.htmx  # type: ignore[attr-defined]
    template = "governance/approval/_public_mine_rows.html" if fragment else "governance/approval/public_mines.html"
    return render(request, template, context)


@require_GET
def public_mine(request: HttpRequest, pk: int) -> HttpResponse:
    """One mine: its facts, their source, and what was decided about it."""
    mine = public_mines.access_mine(pk)
    context = {
        "mine": mine,
        "facts": _facts(mine),
        "decisions": list(public.decisions().filter(case__mine=mine)[:DECISIONS_SHOWN]),
        "reviews": list(public.reviews().filter(mine=mine)[:DECISIONS_SHOWN]),
    }
    return render(request, "governance/approval/public_mine.html", context)


def _facts(mine: Mine) -> list[dict[str, Any]]:
    place = mine.region
    capacity = f"{mine.capacity.normalize():f}" if mine.capacity is not None else ""
    return [
        {"label": _("Mine identifier"), "value": mine.identifier},
        {"label": _("Region"), "value": " · ".join(one.name for one in (place.parent, place) if one)},
        {"label": _("Holder"), "value": mine.holder.name if mine.holder else mine.holder_name},
        {"label": _("Mineral"), "value": mine.get_mineral_display()},
        {"label": _("Stage"), "value": mine.get_stage_display()},
        {"label": _("Mining method"), "value": mine.get_method_display()},
        {"label": _("Capacity"), "value": capacity, "unit": _("Mt a year") if capacity else ""},
        {"label": _("Registered area"), "value": mine.area, "unit": "km²" if mine.area else ""},
        {"label": _("Opening year"), "value": str(mine.opened_in or "")},
        {"label": _("Source"), "value": mine.source, "url": mine.source_url},
    ]
