"""One page with every component in every state, for those who build pages and those who judge them."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from registry.workspace.views import styleguide_samples as samples


def context() -> dict[str, Any]:
    """Return everything the style guide shows."""
    configs = samples.map_configs()
    rows = [
        {"name": "M01", "stage": _("Producing"), "capacity": "12.0", "remark": _("open pit")},
        {"name": "M02", "stage": _("Suspended"), "capacity": "0.9", "remark": ""},
        {"name": "M03", "stage": _("Closing"), "capacity": "3.0", "remark": ""},
    ]
    good = {"name": "M01", "stage": "producing", "opened": "2020-01-01", "area": "18.4", "reuse": "132"}
    return {
        "map": configs["map"],
        "mine_map": configs["mine_map"],
        "check_map": samples.check_map(),
        "filters": samples.FilterForm(),
        "numbered": Paginator(range(90), 10).page(4),
        "shown": samples.plan_section(),
        "columns": samples.columns(),
        "rows": samples.row_set(),
        "bundle": {"sections": list(samples.SampleForm(auto_id="part_%s").bound_sections())},
        "tones": ("ok", "info", "warn", "bad", "wait", "muted"),
        "levels": ("red", "orange", "yellow", "blue", ""),
        "form": samples.SampleForm(),
        "bad_form": samples.SampleForm(good, auto_id="bad_%s"),
        "panel": samples.panel(),
        "opinion": samples.OpinionForm({"opinion": "return"}),
        "opinion_tones": {"support": "ok", "conditions": "info", "return": "warn", "object": "bad"},
        "opinion_icons": {"support": "check", "conditions": "list-checks", "return": "undo-2", "object": "x"},
        "table": samples.SampleTable(rows, sorted_by="-capacity", target="sample-list"),
        "no_rows": samples.SampleTable([], target="none-list"),
        "lanes": samples.lanes(),
        "entries": samples.entries(),
        "now": samples.NOW,
        "deadline": samples.NOW + dt.timedelta(days=20),
        "series": [0.5, 0.52, 0.6, 0.58, 0.63, 0.61, 0.7, 0.74],
        "facts": [
            {"label": _("Mineral"), "value": _("Thermal coal")},
            {"label": _("Mining area"), "value": "18.42", "unit": "km²", "term": "Mining area"},
            {"label": _("Gas rating"), "value": ""},
            {"label": _("Land restored"), "value": "511", "unit": "hm²", "note": "+20%"},
        ],
        "tabs": [
            {"label": _("Profile"), "url": "?tab=profile", "current": True, "icon": "file-text"},
            {"label": _("Boundary"), "url": "?tab=boundary", "icon": "map"},
            {"label": _("Documents"), "url": "?tab=documents", "icon": "folder-open", "count": 14},
        ],
        "chips": [
            {"label": _("All"), "url": "?", "current": True},
            {"label": _("Plans"), "url": "?kind=plan"},
            {"label": _("Decisions"), "url": "?kind=decision"},
        ],
        "rail": [
            {"label": _("Basic information"), "url": "#w-name", "state": "done"},
            {"label": _("Ecology"), "url": "#w-area", "state": "bad"},
            {"label": _("Safety"), "url": "#w-method", "state": "cur"},
            {"label": _("Attachments"), "url": "#w-document", "state": ""},
        ],
        "files": [
            {"name": "plan-2026.pdf", "url": "?file=1", "meta": "PDF · 18.2 MB", "tone": "ok", "label": _("Checked")},
            {"name": "area.geojson", "meta": "214 KB", "tone": "wait", "label": _("Being checked"), "icon": "map"},
        ],
        "mine": {_("Capacity"): "12.0", _("Stage"): _("Producing")},
        "theirs": {_("Capacity"): "9.0", _("Stage"): _("Producing")},
        "applied": [{"label": _("Producing"), "url": "?"}],
        "menu_items": [{"label": "CSV", "url": "?format=csv"}, {"label": "XLSX", "url": "?format=xlsx"}],
    }


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the components; open to everyone, it holds no data."""
    return render(request, "registry/workspace/styleguide.html", context())
