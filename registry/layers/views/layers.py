"""Pages of one map layer: where it comes from, its map, its features."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.layers.acts.layers import LAYERS
from registry.layers.models import MapLayer
from registry.layers.policies.layers import policy
from registry.layers.selectors import layers as selector
from registry.layers.tables.layers import certainty_mark, place_of
from registry.layers.views import layer_maps
from registry.web.acts.acts import Typed
from registry.web.selectors import pagination
from registry.web.views.signed import Signed


@login_required
@require_safe
def layer_detail(request: Signed, pk: int) -> HttpResponse:
    """One layer: where it comes from, its map, its features and its other editions."""
    user = request.user
    return layer_page(request, policy.access(user, pk))


def layer_page(request: Signed, layer: MapLayer, typed: Typed | None = None, status: int = 200) -> HttpResponse:
    """The page of a layer, with the act that came back."""
    user = request.user
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
def layer_features(request: Signed, pk: int) -> HttpResponse:
    """The first features of a layer as GeoJSON."""
    user = request.user
    answer = JsonResponse(selector.preview(policy.access(user, pk)))
    answer["Cache-Control"] = "private, max-age=300"
    return answer
