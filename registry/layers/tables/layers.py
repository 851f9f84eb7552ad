"""The list of map layers."""

from collections.abc import Sequence
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from registry.layers.filters.layers import LayerFilter
from registry.layers.models import MapLayer
from registry.layers.policies.layers import policy
from registry.layers.selectors import layers as selectors
from registry.regions.selectors import regions
from registry.scope.models import User
from registry.scope.policies import base
from registry.web.tables import cells
from registry.web.tables.base import FigureColumn, UiTable
from registry.web.tables.listings import Button, Listing
from registry.web.views.exports import ExportColumn

CERTAINTY_TONES = {"verified": "ok", "likely": "warn", "design": "info"}


def certainty_mark(layer: MapLayer) -> str:
    """How sure the data are, as a status tag."""
    return cells.status(layer.get_certainty_display(), CERTAINTY_TONES[layer.certainty])


class LayerTable(UiTable):
    """Layers of a page."""

    caption = _("Map layers")
    name = tables.Column(verbose_name=_("Layer"), accessor="name_zh")
    kind = tables.Column(verbose_name=_("Kind and region"))
    data_date = tables.Column(verbose_name=_("Date and source"))
    certainty = tables.Column(verbose_name=_("Certainty"), orderable=False)
    features = FigureColumn(verbose_name=_("Features"), accessor="feature_count")

    class Meta:
        empty_text = _("No layer matches.")

    def __init__(self, rows: list[MapLayer], *, regions: dict[int, str], **kwargs: Any) -> None:
        self.regions = regions
        super().__init__(rows, **kwargs)

    def render_name(self, record: MapLayer) -> SafeString:
        other = record.name_en if record.name == record.name_zh else record.name_zh
        link = cells.link(record.get_absolute_url(), record.name, other)
        ended = cells.status(_("Ended"), "muted") if record.is_over else ""
        return format_html("{}{} {}", link, cells.demo_mark(record.is_simulated), ended)

    def render_kind(self, record: MapLayer) -> SafeString:
        place = self.regions[record.pk]
        return format_html('{}<br><small class="mg-muted">{}</small>', record.get_kind_display(), place)

    def render_data_date(self, record: MapLayer) -> SafeString:
        return format_html('{}<br><small class="mg-muted">{}</small>', record.data_date.isoformat(), record.source)

    def render_certainty(self, record: MapLayer) -> str:
        return certainty_mark(record)


def place_of(layer: MapLayer, names: Any = None) -> str:
    """The name of the region a layer covers."""
    if not layer.region_code:
        return now("Whole nation")
    known = regions.names_by_code() if names is None else names
    return regions.name_in(known, layer.region_code.ljust(6, "0")) or layer.region_code


EXPORT = [
    ExportColumn(_("Kind"), lambda row: row.get_kind_display()),
    ExportColumn(_("Chinese name"), lambda row: row.name_zh),
    ExportColumn(_("English name"), lambda row: row.name_en),
    ExportColumn(_("Region code"), lambda row: row.region_code),
    ExportColumn(_("Data of"), lambda row: row.data_date.isoformat()),
    ExportColumn(_("Source"), lambda row: row.source),
    ExportColumn(_("Certainty"), lambda row: row.get_certainty_display()),
    ExportColumn(_("Demonstration data"), lambda row: now("yes") if row.is_simulated else ""),
    ExportColumn(_("Features"), lambda row: row.feature_count),
    ExportColumn(_("In force from"), lambda row: row.valid_from.isoformat()),
    ExportColumn(_("No longer in force from"), lambda row: row.valid_to.isoformat() if row.valid_to else ""),
    ExportColumn(_("Note"), lambda row: row.note),
]


def _rows(user: User) -> QuerySet[MapLayer]:
    base.ensure(policy.check(user, "view"))
    return selectors.visible(user)


def _heads(rows: Sequence[MapLayer]) -> dict[str, Any]:
    names = regions.names_by_code()
    return {"regions": {layer.pk: place_of(layer, names) for layer in rows}}


def _buttons(user: User) -> Sequence[Button]:
    if not policy.check(user, "import"):
        return ()
    return (Button(now("Import a layer"), "file-up", reverse("registry:layer_import")),)


LAYERS = Listing(
    "layer", _("Map layers"), _rows, LayerFilter, LayerTable, selectors.ORDERS, heads=_heads,
    purpose=_(
        "What applications are tested against: red line, farmland, reserves, roads, railways, bridges, residents. "
        "Other mining rights come from the register of mines."
    ),
    note=(
        _("No layer, no pass."),
        _(
            "A check passes only where a layer in force covers the region of the mine. Invented layers count for "
            "invented mines only."
        ),
    ),
    export=EXPORT, buttons=_buttons, tag="Map layers",
    about="List map layers.\n\n"
    "The editions that touch the territory of the caller's department or committee, those that have ended among them.",
)  # fmt: skip
