"""The table of map layers."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from registry.layers.models import MapLayer
from registry.web.tables import cells
from registry.web.tables.base import FigureColumn, UiTable

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
