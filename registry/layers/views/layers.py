"""Pages of the map layers: the list, one layer with its map."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from registry.layers.acts.layers import LAYERS
from registry.layers.filters.layers import LayerFilter
from registry.layers.models import MapLayer
from registry.layers.policies.layers import policy
from registry.layers.selectors import layers as selector
from registry.layers.tables.layers import LayerTable, certainty_mark
from registry.layers.views import layer_maps
from registry.regions.selectors import regions
from registry.scope.policies import base
from registry.web.acts.acts import Typed
from registry.web.selectors import pagination
from registry.web.views import exports
from registry.web.views.exports import ExportColumn

_EXPORT = [
    ExportColumn(gettext_lazy("Kind"), lambda row: row.get_kind_display()),
    ExportColumn(gettext_lazy("Chinese name"), lambda row: row.name_zh),
    ExportColumn(gettext_lazy("English name"), lambda row: row.name_en),
    ExportColumn(gettext_lazy("Region code"), lambda row: row.region_code),
    ExportColumn(gettext_lazy("Data of"), lambda row: row.data_date.isoformat()),
    ExportColumn(gettext_lazy("Source"), lambda row: row.source),
    ExportColumn(gettext_lazy("Certainty"), lambda row: row.get_certainty_display()),
    ExportColumn(gettext_lazy("Demonstration data"), lambda row: _("yes") if row.is_simulated else ""),
    ExportColumn(gettext_lazy("Features"), lambda row: row.feature_count),
    ExportColumn(gettext_lazy("In force from"), lambda row: row.valid_from.isoformat()),
    ExportColumn(gettext_lazy("No longer in force from"), lambda row: row.valid_to.isoformat() if row.valid_to else ""),
    ExportColumn(gettext_lazy("Note"), lambda row: row.note),
]


@login_required
@require_safe
def layer_list(request: HttpRequest) -> HttpResponse:
    """The layers that touch one's territory, filtered and sorted."""
    user: Any = request.user
    base.ensure(policy.check(user, "view"))
    found = LayerFilter(request.GET, queryset=selector.visible(user))
    order = request.GET.get("order", "kind")
    order = order if order in selector.ORDERS else "kind"
    page = pagination.paginate(found.qs, order=selector.ORDERS[order], cursor=request.GET.get("cursor", ""))
    names = regions.names_by_code()
    places = {layer.pk: place_of(layer, names) for layer in page.rows}
    shown = {
        "filter": found,
        "page": page,
        "table": LayerTable(page.rows, regions=places, sorted_by=order, target="layer-list"),
        "may_import": bool(policy.check(user, "import")),
    }
    template = (
        "registry/layers/_layer_list.html" if getattr(request, "htmx", False) else "registry/layers/layer_list.html"
    )
    return render(request, template, shown)


def place_of(layer: MapLayer, names: Any = None) -> str:
    """The name of the region a layer covers."""
    if not layer.region_code:
        return _("Whole nation")
    known = regions.names_by_code() if names is None else names
    return regions.name_in(known, layer.region_code.ljust(6, "0")) or layer.region_code


@login_required
@require_safe
def layer_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The filtered list as a file."""
    user: Any = request.user
    base.ensure(policy.check(user, "view"))
    rows = LayerFilter(request.GET, queryset=selector.visible(user)).qs
    return exports.respond(rows.order_by("kind", "name_zh", "pk"), _EXPORT, kind, name="layers")


@login_required
@require_safe
def layer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One layer: where it comes from, its map, its features and its other editions."""
    user: Any = request.user
    return layer_page(request, policy.access(user, pk))


def layer_page(request: HttpRequest, layer: MapLayer, typed: Typed | None = None, status: int = 200) -> HttpResponse:
    """The page of a layer, with the act that came back."""
    user: Any = request.user
    rows = layer.features.defer("geometry")
    page = pagination.paginate(rows, order=("number",), cursor=request.GET.get("cursor", ""), size=50)
    shown = {
        "layer": layer,
        "facts": _facts(layer),
        "certainty": certainty_mark(layer),
        "config": layer_maps.config(reverse("registry:layer_features", args=[layer.pk]), [layer.kind]),
        "page": page,
        "has_width": any(row.half_width_m for row in page.rows),
        "editions": selector.editions(layer)[:20],
        "panels": LAYERS.panels(layer, user, typed),
        "form": typed.form if typed else None,
        "cut": layer.feature_count > selector.MOST_PREVIEWED,
        "most": selector.MOST_PREVIEWED,
    }
    return render(request, "registry/layers/layer_detail.html", shown, status=status)


def _facts(layer: MapLayer) -> list[dict[str, Any]]:
    date = formats.date_format
    return [
        {"label": _("Kind"), "value": layer.get_kind_display()},
        {"label": _("Region covered"), "value": place_of(layer), "note": layer.region_code},
        {"label": _("Data of"), "value": date(layer.data_date)},
        {"label": _("Source"), "value": layer.source},
        {"label": _("Features"), "value": layer.feature_count},
        {"label": _("In force from"), "value": date(layer.valid_from)},
        {"label": _("No longer in force from"), "value": date(layer.valid_to) if layer.valid_to else ""},
        {"label": _("Imported"), "value": date(layer.imported_at, "DATETIME_FORMAT"), "note": layer.imported_by or ""},
        {"label": _("Note"), "value": layer.note},
    ]


@login_required
@require_safe
def layer_features(request: HttpRequest, pk: int) -> HttpResponse:
    """The first features of a layer as GeoJSON."""
    user: Any = request.user
    answer = JsonResponse(selector.preview(policy.access(user, pk)))
    answer["Cache-Control"] = "private, max-age=300"
    return answer
