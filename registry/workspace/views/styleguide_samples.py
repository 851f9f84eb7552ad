"""Invented contents of the style guide: forms, a table, maps, a review, a section of a plan."""

import datetime as dt
from decimal import Decimal
from typing import Any

import django_tables2
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from registry.base.rules import bars
from registry.dossiers.views.section_pages import Fact, Shown, Text
from registry.layers.views import layer_maps
from registry.regions.views import maps
from registry.web.acts.acts import Act, Panel
from registry.web.forms.base import Section, UiForm
from registry.web.forms.drawing import DrawnForm
from registry.web.tables import base as tables
from registry.web.views.charts import Cell, Chart, Columns, Series, Table

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


class SampleRow(serializers.Serializer[Any]):
    """A row of the list below."""

    text = serializers.CharField(label=_("Explanation"), max_length=80)
    until = serializers.DateField(label=_("Opened on"))


class SampleInput(serializers.Serializer[Any]):
    """What an act asks for."""

    note = serializers.CharField(label=_("Explanation"), max_length=300, style={"rows": 3})
    items: Any = serializers.ListField(child=SampleRow(), label=_("Attachments"), max_length=5)


def panel() -> Panel:
    """An act with a list of rows, as its form comes back from a refusal."""
    act = Act(
        "sample", _("Submit"), lambda key, *, by: None, SampleInput, "", {}, about="", icon="send",
        hint=_("You can still change this until it is received."),
    )  # fmt: skip
    form = DrawnForm(SampleInput(), {}, QueryDict("items[0]text=A"), {"note": [_("Explanation")]}, auto_id="act_%s")
    return Panel(act, form, "", "", is_open=True)


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


def map_configs() -> dict[str, Any]:
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


def lanes() -> list[dict[str, Any]]:
    """Return one lane per tone of an opinion."""

    def lane(name: Any, icon: str, start: int, span: int, tone: str, label: Any, note: Any) -> dict[str, Any]:
        return {"name": name, "icon": icon, "start": start, "span": span, "tone": tone, "label": label, "note": note}

    return [
        lane(_("Natural resources"), "map", 1, 6, "ok", _("Support"), _("No conflict with the territorial plan.")),
        lane(_("Ecology and environment"), "leaf", 1, 11, "info", _("With conditions"), _("Two wells to be added.")),
        lane(_("Emergency management"), "hard-hat", 2, 11, "wait", _("Reviewing"), ""),
        lane(_("Forestry and grassland"), "trees", 3, 10, "warn", _("Returned"), _("Forest parcels differ.")),
        lane(_("Water"), "waves-horizontal", 2, 8, "bad", _("Objection"), _("The water right has expired.")),
    ]


def entries() -> list[dict[str, Any]]:
    """Return three entries of a timeline."""
    return [
        {"tone": "warn", "title": _("Returned for correction"), "detail": _("2 parcels"), "when": NOW, "code": "c4"},
        {"tone": "ok", "title": _("Support"), "when": NOW - dt.timedelta(days=5), "by": _("Natural resources")},
        {"icon": "upload", "title": _("Plan submitted"), "when": NOW - dt.timedelta(days=18)},
    ]


def plan_section() -> Shown:
    """Return a section of a plan as a reader sees it: facts, a chart with its table, a text."""
    years = [("2026", Decimal(40), Decimal(12)), ("2027", Decimal(28), Decimal(35))]
    rows = [
        (year, [bars.Given([bars.Part("dist", a)], f"{a}"), bars.Given([bars.Part("eco", b)], f"{b}")])
        for year, a, b in years
    ]
    head = [_("Year"), _("Disturbed"), _("Restored")]
    cells = [[Cell(year), Cell(f"{a}", True), Cell(f"{b}", True)] for year, a, b in years]
    series = [Series("dist", _("Disturbed"), "shovel"), Series("eco", _("Restored"), "sprout")]
    title = _("Disturbed and restored by year")
    chart = Chart("g-years", title, "hm²", str(_("2 years")), series, bars.lay_out(rows), Table(title, head, cells))
    flagged = Table(_("Two rows"), head, [cells[0], [*cells[1][:2], Cell("35", True, str(_("differs")), "warn")]])
    return Shown(
        facts=[Fact(str(_("Land restored")), "47", "hm²")],
        texts=[Text(str(_("Explanation")), str(_("A part that opens.")))],
        charts=[chart],
        tables=[flagged],
    )


def columns() -> Columns:
    """Return a chart of columns over time, with a month that is not known."""
    known = [Decimal(98), None, Decimal(104), Decimal(0)]
    axis = ["2026-01", "2026-04"]
    head = [_("Month"), _("Output (t)")]
    cells = [
        [Cell("2026-01"), Cell("98", True)],
        [Cell("2026-03"), Cell("104", True)],
        [Cell("2026-04"), Cell("0", True)],
    ]
    title, series = _("Raw coal"), [Series("dist", _("Output (t)"), "pickaxe")]
    stood = bars.stand_up([("dist", known)])
    return Columns("g-output", title, "t", str(_("2 years")), series, stood, axis, Table(title, head, cells))


def row_set() -> dict[str, Any]:
    """Return child rows of a form: one with a mistake, one empty."""
    sheets = [SampleForm({"area": "-1"}, prefix="row-0"), SampleForm(prefix="row-1")]
    for sheet in sheets:
        sheet.cells = [{"span": 6, "field": sheet["name"]}, {"span": 6, "field": sheet["area"]}]  # type: ignore[attr-defined]
    return {"id": "g-rows", "relation": "rows", "title": _("Rows"), "hint": _("One row per zone."), "forms": sheets}


def check_map() -> dict[str, Any]:
    """A mining area that overlaps a red line, with its table."""
    mine = [[111.2, 39.38], [111.23, 39.38], [111.23, 39.4], [111.2, 39.4], [111.2, 39.38]]
    line = [[111.225, 39.37], [111.24, 39.37], [111.24, 39.41], [111.225, 39.41], [111.225, 39.37]]
    kind = "ecological_red_line"
    label = layer_maps.kind_label(kind)
    shapes = [(mine, "boundary", layer_maps.BOUNDARY, ""), (line, "feature", kind, label)]
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [corners]},
            "properties": {"role": role, "kind": of, "name": name, "label": name},
        }
        for corners, role, of, name in shapes
    ]
    row = {"kind": kind, "label": label, "name": label, "area": "95.4", "distance": "—", "simulated": True}
    columns = [str(name) for name in (_("What"), _("Kind"), _("Overlap (ha)"), _("Distance (m)"), _("Result"))]
    return layer_maps.config(
        {"type": "FeatureCollection", "features": features},
        [layer_maps.BOUNDARY, kind],
        rows=[{**row, "tone": "bad", "word": _("Overlap")}],
        columns=columns,
    )
