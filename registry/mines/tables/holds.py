"""The list of holds."""

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from registry.mines.models import Hold
from registry.web.tables import cells
from registry.web.tables.base import UiTable


class HoldTable(UiTable):
    """Mine, kind, what is stopped, since and until, state."""

    caption = _("Holds")
    mine = tables.Column(verbose_name=_("Mine"))
    kind = tables.Column(verbose_name=_("Kind"), orderable=False)
    blocks = tables.Column(verbose_name=_("What it stops"), orderable=False)
    since = tables.Column(verbose_name=_("Since"))
    state = tables.Column(verbose_name=_("State"), orderable=False)

    class Meta:
        empty_text = _("No hold matches.")

    def render_mine(self, record: Hold) -> SafeString:
        """The mine, leading to the hold, with the place on it."""
        sub = record.facility.name if record.facility is not None else record.mine.identifier
        link = cells.link(record.get_absolute_url(), record.mine.name, sub)
        return link + cells.demo_mark(record.mine.is_simulated)

    def render_kind(self, record: Hold) -> str:
        """The kind in words."""
        return record.get_kind_display()

    def render_blocks(self, record: Hold) -> str:
        """What it stops, in words."""
        return ", ".join(record.things)

    def render_since(self, record: Hold) -> str:
        """From when to when."""
        return f"{record.since} – {record.until}" if record.until else str(record.since)

    def render_state(self, record: Hold) -> str:
        """The state as a tag."""
        return cells.status(*state_of(record))


def state_of(hold: Hold) -> tuple[str, str]:
    """The state as of today as a word, and its tone: one whose last day has passed has ended."""
    state = Hold.State.ENDED if hold.state == Hold.State.OPEN and not hold.is_standing else Hold.State(hold.state)
    return str(state.label), {Hold.State.OPEN: "bad", Hold.State.ENDED: "muted", Hold.State.LIFTED: "ok"}[state]
