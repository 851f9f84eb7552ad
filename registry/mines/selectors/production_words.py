"""The sentences for what is wrong with a month of production."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Any] = {
    "month.not_a_month": _("“%(value)s” is not a month. Write it as 2026-03."),
    "month.in_future": _("The month %(value)s has not begun."),
    "month.too_early": _("The month %(value)s is not possible: entries begin with %(first)s."),
    "month.before_opening": _("The mine opened in %(year)s; the month %(value)s lies before."),
    "production.no_mine": _("No mine with the identifier “%(value)s” is in the register."),
    "production.figure_of_mine": _("Water, energy and people belong to a row of the mine as a whole."),
    "production.figure_of_product": _("Output and sales belong to a row of a product."),
    "production.no_figure": _("At least one figure is needed; 0 is a figure, an empty cell is none."),
    "production.unusual_output": _(
        "This is %(shares)s times a month's share of the registered capacity. Check that it is tonnes, or confirm it."
    ),
    "production.unusual_price": _(
        "Sales and quantity come to %(price)s yuan a tonne. Check yuan and tonnes, or confirm the figures."
    ),
    "production.repeated": _("This month of this product stands in line %(first)s already; only that row counts."),
    "production.confirmed_unknown": _("Write yes, or leave the cell empty."),
    "file.other_unit": _(
        "The column “%(column)s” gives no unit or another one than “%(wanted)s”. Convert the figures and write the "
        "head as in the template: nothing is converted by guessing."
    ),
    "number.too_many_places": _("“%(value)s” has more than %(places)s decimals."),
    "number.not_whole": _("“%(value)s” is not a whole number."),
}
