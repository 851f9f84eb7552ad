"""The list of mines and its exports."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from registry.mines.filters.mines import MineFilter
from registry.mines.models import Mine
from registry.mines.policies import imports
from registry.mines.policies import mines as policies
from registry.mines.selectors import mines
from registry.mines.tables.mines import MineTable, holder_of
from registry.regions.forms import regions as picker
from registry.regions.selectors import regions
from registry.web.selectors import pagination
from registry.web.views import exports
from registry.web.views.exports import ExportColumn
from registry.web.views.signed import Signed

#: Remembers the filters of the last list, so that the way back from a mine leads to it.
LIST_COOKIE = "mine_list"


@login_required
@require_safe
def mine_list(request: Signed) -> HttpResponse:
    """The mines in scope, filtered, sorted, a page at a time."""
    user = request.user
    found = MineFilter(request.GET, queryset=mines.listed(mines.visible(user)))
    order, columns = mines.order_of(request.GET.get("order", ""))
    page = pagination.paginate(found.qs, order=columns, cursor=request.GET.get("cursor", ""))
    context = {
        "filter": found,
        "page": page,
        "table": MineTable(page.rows, sorted_by=order, target="mine-list"),
        "applied": found.applied(),
        "query": query_of(request),
        "is_filtered": bool(found.applied()),
        "may_register": policies.policy.check(user, "register"),
        "may_import": imports.policy.check(user, "start"),
        "has_tracker_rows": any(not mine.is_simulated and "Global Energy Monitor" in mine.source for mine in page.rows),
    }
    is_fragment = getattr(request, "htmx", False) and not request.htmx.history_restore_request
    answer = render(
        request, "registry/mines/_mine_list.html" if is_fragment else "registry/mines/mine_list.html", context
    )
    answer.set_cookie(LIST_COOKIE, request.GET.urlencode()[:1500], httponly=True, samesite="Lax")
    return answer


def query_of(request: Signed) -> str:
    """The filters as an address, without the place in the list."""
    query = request.GET.copy()
    query.pop("cursor", None)
    return query.urlencode()


def back_to_list(request: Signed) -> str:
    """The address of the list as it was last filtered."""
    query = request.COOKIES.get(LIST_COOKIE, "")
    address = reverse("registry:mine_list")
    return f"{address}?{query}" if query and query.isascii() and "\n" not in query else address


@login_required
@require_safe
def mine_export(request: Signed, kind: str) -> HttpResponseBase:
    """All filtered mines in scope as CSV or XLSX."""
    user = request.user
    found = MineFilter(request.GET, queryset=mines.listed(mines.visible(user)))
    _order, columns = mines.order_of(request.GET.get("order", ""))
    return exports.respond(found.qs.order_by(*columns), _columns(), kind, name="mines")


def _columns() -> list[ExportColumn]:
    names = regions.names_by_code()

    def place(mine: Mine, digits: int) -> str:
        code = f"{mine.region_code[:digits]:0<6}"
        row = regions.name_in(names, code)
        return row if len(mine.region_code.rstrip("0")) > digits - 2 else ""

    return [
        ExportColumn(_("Mine identifier"), lambda row: row.identifier),
        ExportColumn(_("Chinese name"), lambda row: row.name_zh),
        ExportColumn(_("English name"), lambda row: row.name_en),
        ExportColumn(_("Region code"), lambda row: row.region_code),
        ExportColumn(_("Province"), lambda row: place(row, 2)),
        ExportColumn(_("City or prefecture"), lambda row: place(row, 4)),
        ExportColumn(_("County or district"), lambda row: row.region.name if row.region.level == "district" else ""),
        ExportColumn(_("Holder"), holder_of),
        ExportColumn(_("Stage"), lambda row: row.get_stage_display()),
        ExportColumn(_("Mining method"), lambda row: row.get_method_display()),
        ExportColumn(_("Mineral"), lambda row: row.get_mineral_display()),
        ExportColumn(_("Capacity (Mt a year)"), lambda row: row.capacity),
        ExportColumn(_("Depth (m)"), lambda row: row.depth),
        ExportColumn(_("Registered area (km²)"), lambda row: row.area),
        ExportColumn(_("Area of the boundary (km²)"), lambda row: row.boundary_area),
        ExportColumn(_("Opening year"), lambda row: row.opened_in),
        ExportColumn(_("Gas rating"), lambda row: row.get_gas_rating_display()),
        ExportColumn(_("Risk level"), lambda row: row.get_risk_level_display()),
        ExportColumn(_("Longitude"), lambda row: row.longitude),
        ExportColumn(_("Latitude"), lambda row: row.latitude),
        ExportColumn(_("Data"), lambda row: _("Demonstration data") if row.is_simulated else _("Real register")),
        ExportColumn(_("Source"), lambda row: row.source),
    ]


@login_required
@require_safe
def region_options(request: Signed) -> HttpResponse:
    """The next list of the region picker, and the one after it emptied."""
    level = "city" if request.headers.get("HX-Trigger-Name") != "city" else "district"
    lists = picker.options(request.GET if level == "district" else {"province": request.GET.get("province", "")})
    return render(request, "registry/regions/_region_options.html", {"options": lists[level], "level": level})
