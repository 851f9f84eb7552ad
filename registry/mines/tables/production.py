"""The list of production by month."""

from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from registry.mines.models import Production
from registry.web.tables import cells
from registry.web.tables.base import FigureColumn, UiTable


class ProductionTable(UiTable):
    """Mine, month, product and figures."""

    caption = _("Production by month")
    mine = tables.Column(verbose_name=_("Mine"))
    month = tables.Column(verbose_name=_("Month"))
    product = tables.Column(verbose_name=_("Product"), orderable=False)
    output = FigureColumn(verbose_name=_("Output (t)"), orderable=False)
    sold = FigureColumn(verbose_name=_("Quantity sold (t)"), orderable=False)
    sales = FigureColumn(verbose_name=_("Sales without tax (yuan)"), orderable=False)
    water = FigureColumn(verbose_name=_("Fresh water taken (m³)"), orderable=False)
    energy = FigureColumn(verbose_name=_("Energy used (t of standard coal)"), orderable=False)
    people = FigureColumn(verbose_name=_("People at work"), orderable=False)

    class Meta:
        empty_text = _("No month matches.")

    def render_mine(self, record: Production) -> SafeString:
        """The mine, leading to the month and its versions."""
        link = cells.link(record.get_absolute_url(), record.mine.name, record.mine.identifier)
        return link + cells.demo_mark(record.mine.is_simulated)

    def render_month(self, record: Production) -> str:
        """Year and month."""
        return f"{record.month:%Y-%m}"

    def render_product(self, record: Production) -> str:
        """The product in words."""
        return record.get_product_display()

    def render_output(self, value: Any) -> str:
        return figure(value)

    def render_sold(self, value: Any) -> str:
        return figure(value)

    def render_sales(self, value: Any) -> str:
        return figure(value)

    def render_water(self, value: Any) -> str:
        return figure(value)

    def render_energy(self, value: Any) -> str:
        return figure(value)

    def render_people(self, value: Any) -> str:
        return figure(value)


def figure(value: Decimal | int | None) -> str:
    """A figure with thousands set apart and no needless zeros; a dash where nothing is known."""
    if value is None:
        return "—"
    text = f"{value:,.2f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text
