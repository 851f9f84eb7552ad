"""The list of mines."""

from functools import cache
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from registry.mines.models import Mine
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
        shown = {"url": record.get_absolute_url(), "name": record.name, "sub": holder if holder != record.name else ""}
        cell = render_to_string("tables/cell_link.html", shown)
        mark = render_to_string("components/demo_mark.html", {"label": ""}) if record.is_simulated else ""
        return format_html("{}{}", SafeString(cell), SafeString(mark))

    def render_region(self, record: Mine) -> str:
        """The region with the one above it."""
        return region_of(record)

    def render_stage(self, record: Mine) -> str:
        """The stage as a tag."""
        return _stage_tag(record.stage, get_language() or "")

    def render_capacity(self, value: Any) -> str:
        """Without needless zeros."""
        return f"{value.normalize():f}"

    def render_risk_level(self, record: Mine) -> str:
        """The level with its shape, or a dash."""
        if not record.risk_level:
            return "—"
        return _level_tag(record.risk_level, get_language() or "")


@cache
def _stage_tag(stage: str, language: str) -> str:
    """The tag of a stage; rendered once per language, it stands in every row."""
    shown = {"tone": STAGE_TONES[stage], "label": str(Mine.Stage(stage).label), "icon": ""}
    return render_to_string("components/status.html", shown)


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
