"""Search, terms, and where the data comes from."""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from registry.regions.selectors import geo
from registry.web.views.signed import Signed
from registry.workspace.selectors import glossary
from registry.workspace.selectors import search as engine

LEAST_WORD = 1


@login_required
@require_safe
def search(request: Signed) -> HttpResponse:
    """Mines, cases, documents and organisations in the reader's scope."""
    user = request.user
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    groups = engine.find(user, words) if len(words) >= LEAST_WORD else []
    template = (
        "registry/workspace/_search_results.html"
        if getattr(request, "htmx", False)
        else "registry/workspace/search.html"
    )
    return render(request, template, {"q": words, "groups": groups})


@require_safe
def terms(request: Signed) -> HttpResponse:
    """The glossary in both languages."""
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    needle = words.casefold()
    rows = [row for row in _terms() if not needle or any(needle in row[key].casefold() for key in row)]
    template = (
        "registry/workspace/_terms.html" if getattr(request, "htmx", False) else "registry/workspace/glossary.html"
    )
    return render(request, template, {"q": words, "terms": rows})


def _terms() -> list[dict[str, str]]:
    english = {entry.key: entry for entry in glossary.entries("en")}
    return [
        {
            "id": slugify(entry.key),
            "zh": entry.term,
            "en": english[entry.key].term,
            "text_zh": entry.text,
            "text_en": english[entry.key].text,
        }
        for entry in glossary.entries("zh")
    ]


@require_safe
def about_data(request: Signed) -> HttpResponse:
    """Sources, licences and the map approval number."""
    return render(request, "registry/workspace/about_data.html", {"map": _map_facts(), "map_line": geo.attribution()})


@cache
def _map_facts() -> dict[str, Any]:
    path = settings.DATA_DIR / "geo" / "attribution.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}
