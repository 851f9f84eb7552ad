"""The list of mines."""

from functools import cache
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from registry.mines.models import Mine
from registry.web.tables import cells
from registry.web.tables.base import FigureColumn, UiTable

STAGE_TONES = {"new": "info", "producing": "ok", "suspended": "warn", "closing": "wait", "closed": "muted"}


class MineTable(UiTable):
    """Name, place, stage, method, hazards, capacity, risk."""

    caption = _("Mines")
    name = tables.Column(verbose_name=_("Mine"), empty_values=())
    identifier = tables.Column(verbose_name=_("Identifier"))
    region = tables.Column(verbose_name=_("Region"), accessor="region_id")
    stage = tables.Column(verbose_name=_("Stage"))
    method = tables.Column(verbose_name=_("Mining method"), orderable=False)
    gas_rating = tables.Column(verbose_name=_("Gas rating"), orderable=False)
    capacity = FigureColumn(verbose_name=_("Capacity (Mt a year)"))
    risk_level = tables.Column(verbose_name=_("Risk level"), orderable=False, empty_values=())

    class Meta:
        empty_text = _("No mine matches.")

    def render_name(self, record: Mine) -> SafeString:
        """Name with the holder, and the mark of demonstration data."""
        holder = holder_of(record)
        link = cells.link(record.get_absolute_url(), record.name, holder if holder != record.name else "")
        return link + cells.demo_mark(record.is_simulated)

    def render_region(self, record: Mine) -> str:
        """The region with the one above it."""
        return region_of(record)

    def render_stage(self, record: Mine) -> str:
        """The stage as a tag."""
        return cells.status(record.get_stage_display(), STAGE_TONES[record.stage])

    def render_capacity(self, value: Any) -> str:
        """Without needless zeros."""
        return f"{value.normalize():f}"

    def render_risk_level(self, record: Mine) -> str:
        """The level with its shape, or a dash."""
        if not record.risk_level:
            return "—"
        return _level_tag(record.risk_level, get_language() or "")


@cache
def _level_tag(level: str, language: str) -> str:
    """The tag of a risk level, rendered once per language."""
    return render_to_string("components/level.html", {"level": level, "label": ""})


def holder_of(mine: Mine) -> str:
    """The holder's name, or what the register wrote."""
    return mine.holder.name if mine.holder is not None else mine.holder_name


def region_of(mine: Mine) -> str:
    """The region's name with the one above it."""
    above = mine.region.parent
    if above is None or above.name == mine.region.name:
        return mine.region.name
    return f"{above.name} · {mine.region.name}"
