"""All mines on one map, and the data it draws."""

import gzip
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.mines.filters.mines import MineFilter
from registry.mines.models import Mine
from registry.mines.selectors import mine_map as selector
from registry.mines.selectors import mines
from registry.mines.views.mines import query_of
from registry.regions.views import maps

KEPT_SECONDS = 600


@login_required
@require_safe
def mine_map(request: HttpRequest) -> HttpResponse:
    """The map page, with the filters of the list."""
    user: Any = request.user
    found = MineFilter(request.GET, queryset=mines.visible(user))
    query = query_of(request)
    config = maps.ground("china_province_light") | {
        "points": _address("registry:mine_points", query),
        "polygons": _address("registry:mine_polygons", query),
        "detail": reverse("registry:mine_detail", args=[0]).replace("/0/", "/{id}/"),
        "labels": maps.labels(_fields(), _values()),
    }
    if (box := selector.extent(found.qs)) is not None:
        config["extent"] = box
    if selected := request.GET.get("mine", ""):
        config["selected"] = selected[:20]
    context = {"filter": found, "config": config, "query": query, "applied": found.applied()}
    return render(request, "registry/mines/mine_map.html", context)


@login_required
@require_safe
def mine_points(request: HttpRequest) -> HttpResponse:
    """All filtered mines in scope as compact rows."""
    return _payload(request, "points")


@login_required
@require_safe
def mine_polygons(request: HttpRequest) -> HttpResponse:
    """The boundaries of all filtered mines in scope as GeoJSON."""
    return _payload(request, "polygons")


def _payload(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer 304 to a browser that has the state already, else the JSON, compressed once and kept for a while."""
    user: Any = request.user
    rows = MineFilter(request.GET, queryset=mines.visible(user)).qs
    stamp = selector.stamp(rows, kind, get_language() or "")
    etag = f'W/"{stamp}"'
    known = request.headers.get("If-None-Match", "")
    if known and (etag in parse_etags(known) or f'"{stamp}"' in parse_etags(known)):
        return _headed(HttpResponseNotModified(), etag)
    body: Any = cache.get_or_set(f"mine-map:{stamp}", lambda: _packed(rows, kind), KEPT_SECONDS)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        answer = HttpResponse(body, content_type="application/json")
        answer["Content-Encoding"] = "gzip"
    else:
        answer = HttpResponse(gzip.decompress(body), content_type="application/json")
    return _headed(answer, etag)


def _packed(rows: QuerySet[Mine], kind: str) -> bytes:
    text = selector.points(rows) if kind == "points" else selector.polygons(rows)
    return gzip.compress(text.encode(), compresslevel=4, mtime=0)


def _headed(answer: HttpResponse, etag: str) -> HttpResponse:
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, max-age=60, must-revalidate"
    patch_vary_headers(answer, ["Accept-Encoding", "Cookie"])
    return answer


def _address(name: str, query: str) -> str:
    return f"{reverse(name)}?{query}" if query else reverse(name)


def _fields() -> dict[str, str]:
    return {"stage": _("Stage"), "method": _("Mining method"), "simulated": _("Data")}


def _values() -> dict[str, dict[str, str]]:
    return {
        "stage": {code: str(word) for code, word in Mine.Stage.choices},
        "method": {code: str(word) for code, word in Mine.Method.choices},
        "simulated": {"0": _("Real register"), "1": _("Demonstration data")},
    }
