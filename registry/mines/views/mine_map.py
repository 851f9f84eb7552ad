"""All mines on one map, and the data it draws."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import brotli
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseNotModified, JsonResponse
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
from registry.web.views.signed import Signed

KEPT_SECONDS = 600
#: The map names at most 80 marks and lists 12 at once.
MOST_NAMES = 200
#: The longest text of a key that the database can hold.
_LONGEST_KEY = 18


@dataclass(frozen=True)
class Kind:
    """One kind of data: how it is made, and whether it depends on the reader's language."""

    name: str
    make: Callable[[QuerySet[Mine]], bytes]
    content_type: str
    is_worded: bool


POINTS = Kind("points", selector.points, "application/octet-stream", is_worded=False)
POLYGONS = Kind("polygons", lambda rows: selector.polygons(rows).encode(), "application/json", is_worded=True)
#: How an answer is packed, the tighter one first.
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, quality=6),
    "gzip": lambda content: gzip.compress(content, compresslevel=6, mtime=0),
}


@login_required
@require_safe
def mine_map(request: Signed) -> HttpResponse:
    """The map page, with the filters of the list."""
    user = request.user
    found = MineFilter(request.GET, queryset=mines.visible(user))
    query = query_of(request)
    config = maps.ground("china_province_light") | {
        "points": _address("registry:mine_points", query),
        "titles": reverse("registry:mine_names"),
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
def mine_points(request: Signed) -> HttpResponse:
    """All filtered mines in scope as packed points (`registry.mines.rules.map_points`)."""
    return _payload(request, POINTS)


@login_required
@require_safe
def mine_names(request: Signed) -> HttpResponse:
    """The names of the mines whose keys are given, as far as they are in scope."""
    user = request.user
    written = request.GET.get("ids", "").split(",")[:MOST_NAMES]
    keys = [int(key) for key in written if key.isascii() and key.isdecimal() and len(key) <= _LONGEST_KEY]
    return JsonResponse({"names": selector.names(mines.visible(user), keys)})


@login_required
@require_safe
def mine_polygons(request: Signed) -> HttpResponse:
    """The boundaries of all filtered mines in scope as GeoJSON."""
    return _payload(request, POLYGONS)


def _payload(request: Signed, kind: Kind) -> HttpResponse:
    """Answer 304 to a browser that has the state already, else the data, packed once and kept for a while."""
    user = request.user
    scope = mines.visible(user)

    def rows() -> QuerySet[Mine]:
        return MineFilter(request.GET, queryset=scope).qs

    stamp = _stamp(request, kind, scope, rows)
    etag = f'W/"{stamp}"'
    known = request.headers.get("If-None-Match", "")
    if known and (etag in parse_etags(known) or f'"{stamp}"' in parse_etags(known)):
        return _headed(HttpResponseNotModified(), etag)
    accepted = _accepted(request)
    packing = next((name for name in PACKED if name in accepted), "gzip")
    key = f"mine-map:{stamp}:{packing}"
    body: Any = cache.get_or_set(key, lambda: PACKED[packing](kind.make(rows())), KEPT_SECONDS)
    if packing not in accepted:
        return _headed(HttpResponse(gzip.decompress(body), content_type=kind.content_type), etag)
    answer = HttpResponse(body, content_type=kind.content_type)
    answer["Content-Encoding"] = packing
    return _headed(answer, etag)


def _stamp(request: Signed, kind: Kind, scope: QuerySet[Mine], rows: Callable[[], QuerySet[Mine]]) -> str:
    """The state of what is asked for; the rows are only counted when any mine has changed since they last were."""
    parts = [kind.name, (get_language() or "") if kind.is_worded else ""]
    asked = "|".join([*parts, selector.question(scope), request.META.get("QUERY_STRING", "")])
    key = f"mine-map-state:{hashlib.sha256(asked.encode()).hexdigest()}"
    mark, kept = selector.mark(), cache.get(key)
    if kept is not None and kept[0] == mark:
        return str(kept[1])
    stamp = selector.stamp(rows(), *parts)
    cache.set(key, (mark, stamp), KEPT_SECONDS)
    return stamp


def _accepted(request: Signed) -> set[str]:
    """The packings that the browser takes."""
    offers = (offer.partition(";") for offer in request.headers.get("Accept-Encoding", "").split(","))
    return {name.strip().lower() for name, _mark, weight in offers if weight.replace(" ", "") not in ("q=0", "q=0.0")}


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
        "simulated": {"false": _("Real register"), "true": _("Demonstration data")},
    }
