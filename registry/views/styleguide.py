"""One page with every component in every state, for those who build pages and those who judge them."""

import datetime as dt
from typing import Any

import django_tables2
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from registry.forms.base import Section, UiForm
from registry.tables import base as tables
from registry.views import maps

NOW = dt.datetime(2026, 9, 30, 10, 24, tzinfo=dt.timezone(dt.timedelta(hours=8)))


class SampleForm(UiForm, forms.Form):
    """A form with one field of every kind."""

    units = {"area": "hm²", "reuse": "%"}
    sections = (
        Section("basic", _("Basic information"), ("name", "stage", "opened")),
        Section("ecology", _("Ecology"), ("area", "reuse", "note"), icon="leaf", dimension="eco"),
    )
    name = forms.CharField(label=_("Name of the mine"), max_length=40)
    stage = forms.ChoiceField(label=_("Stage"), choices=[("producing", _("Producing")), ("closed", _("Closed"))])
    opened = forms.DateField(label=_("Opened on"), widget=forms.DateInput(attrs={"type": "date"}))
    area = forms.DecimalField(label=_("Land reclaimed"), min_value=0, help_text=_("In hectares, two decimals."))
    reuse = forms.DecimalField(label=_("Mine-water reuse rate"), min_value=0, max_value=100)
    note = forms.CharField(label=_("Explanation"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    method = forms.ChoiceField(
        label=_("Mining method"),
        choices=[("open_pit", _("Open pit")), ("underground", _("Underground"))],
        widget=forms.RadioSelect,
    )
    document = forms.FileField(label=_("Supporting document"), help_text=_("PDF or XLSX, up to 50 MB."))
    confirm = forms.BooleanField(label=_("I confirm that the figures are true and complete"))


class OpinionForm(UiForm, forms.Form):
    """The four opinions of a reviewer, as cards."""

    opinion = forms.ChoiceField(
        label=_("Opinion"),
        choices=[
            ("support", _("Support")),
            ("conditions", _("Support with conditions")),
            ("return", _("Return for correction")),
            ("object", _("Objection")),
        ],
        widget=forms.RadioSelect,
    )


class FilterForm(forms.Form):
    """What stands over a list."""

    q = forms.CharField(label=_("Search"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[("", _("All")), ("producing", _("Producing"))])


class SampleTable(tables.UiTable):
    """Three rows with text, figures and an empty cell."""

    caption = _("Sample table")
    name = django_tables2.Column(verbose_name=_("Mine"))
    stage = django_tables2.Column(verbose_name=_("Stage"))
    capacity = tables.FigureColumn(verbose_name=_("Capacity, Mt/a"))
    remark = django_tables2.Column(verbose_name=_("Remark"), orderable=False, default="")


def _maps() -> dict[str, Any]:
    """Return two invented maps: nine mines, and one of them with its facilities."""
    stages = {"producing": str(_("Producing")), "suspended": str(_("Suspended"))}
    places = [(111.2, 39.4, "red"), (110.1, 39.7, "orange"), (112.5, 37.9, "yellow"), (109.6, 38.3, "blue")]
    places += [(111.9, 36.8, ""), (117.0, 35.4, ""), (87.6, 43.9, ""), (111.3, 39.5, ""), (111.1, 39.3, "")]
    rows = [
        [n, x, y, "suspended" if n == 5 else "producing", risk, f"M{n:02}"] for n, (x, y, risk) in enumerate(places)
    ]
    corners = [[111.19, 39.38], [111.22, 39.38], [111.23, 39.41], [111.2, 39.42], [111.19, 39.38]]
    pond = {"type": "Feature", "properties": {"kind": "tailings_pond", "name": "T1", "risk": "orange"}}
    shaft = {"type": "Feature", "properties": {"kind": "shaft", "name": "S1"}}
    return {
        "map": {
            **maps.ground("china_province_light"),
            "points": {"fields": ["id", "lon", "lat", "stage", "risk", "name"], "rows": rows},
            "detail": "?mine={id}",
            "labels": maps.labels({"stage": str(_("Stage"))}, {"stage": stages}),
        },
        "mine_map": {
            **maps.ground("shanxi_city_light"),
            "boundary": {"type": "Polygon", "coordinates": [corners]},
            "facilities": {
                "type": "FeatureCollection",
                "features": [
                    pond | {"geometry": {"type": "Point", "coordinates": [111.205, 39.4]}},
                    shaft | {"geometry": {"type": "Point", "coordinates": [111.215, 39.395]}},
                ],
            },
            "labels": maps.labels(),
        },
    }


def _lanes() -> list[dict[str, Any]]:
    def lane(name: Any, icon: str, start: int, span: int, tone: str, label: Any, note: Any) -> dict[str, Any]:
        return {"name": name, "icon": icon, "start": start, "span": span, "tone": tone, "label": label, "note": note}

    return [
        lane(_("Natural resources"), "map", 1, 6, "ok", _("Support"), _("No conflict with the territorial plan.")),
        lane(_("Ecology and environment"), "leaf", 1, 11, "info", _("With conditions"), _("Two wells to be added.")),
        lane(_("Emergency management"), "hard-hat", 2, 11, "wait", _("Reviewing"), ""),
        lane(_("Forestry and grassland"), "trees", 3, 10, "warn", _("Returned"), _("Forest parcels differ.")),
        lane(_("Water"), "waves-horizontal", 2, 8, "bad", _("Objection"), _("The water right has expired.")),
    ]


def _entries() -> list[dict[str, Any]]:
    return [
        {"tone": "warn", "title": _("Returned for correction"), "detail": _("2 parcels"), "when": NOW, "code": "c4"},
        {"tone": "ok", "title": _("Support"), "when": NOW - dt.timedelta(days=5), "by": _("Natural resources")},
        {"icon": "upload", "title": _("Plan submitted"), "when": NOW - dt.timedelta(days=18)},
    ]


def _context() -> dict[str, Any]:
    rows = [
        {"name": "M01", "stage": _("Producing"), "capacity": "12.0", "remark": _("open pit")},
        {"name": "M02", "stage": _("Suspended"), "capacity": "0.9", "remark": ""},
        {"name": "M03", "stage": _("Closing"), "capacity": "3.0", "remark": ""},
    ]
    good = {"name": "M01", "stage": "producing", "opened": "2020-01-01", "area": "18.4", "reuse": "132"}
    return {
        **_maps(),
        "filters": FilterForm(),
        "numbered": Paginator(range(90), 10).page(4),
        "tones": ("ok", "info", "warn", "bad", "wait", "muted"),
        "levels": ("red", "orange", "yellow", "blue", ""),
        "form": SampleForm(),
        "bad_form": SampleForm(good, auto_id="bad_%s"),
        "opinion": OpinionForm({"opinion": "return"}),
        "opinion_tones": {"support": "ok", "conditions": "info", "return": "warn", "object": "bad"},
        "opinion_icons": {"support": "check", "conditions": "list-checks", "return": "undo-2", "object": "x"},
        "table": SampleTable(rows, sorted_by="-capacity", target="sample-list"),
        "no_rows": SampleTable([], target="none-list"),
        "lanes": _lanes(),
        "entries": _entries(),
        "now": NOW,
        "deadline": NOW + dt.timedelta(days=20),
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
    return render(request, "registry/styleguide.html", _context())
