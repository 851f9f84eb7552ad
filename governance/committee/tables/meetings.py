"""The list of meetings."""

from collections.abc import Sequence

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from governance.committee.filters.meetings import MeetingFilter
from governance.committee.models import Meeting
from governance.committee.policies.meetings import MeetingPolicy
from governance.committee.selectors import meetings as selectors
from registry.scope.models import User
from registry.web.tables.base import UiTable
from registry.web.tables.listings import Button, Listing
from registry.web.views.exports import ExportColumn

#: The tone of each state, for its status tag.
TONES: dict[str, str] = {
    Meeting.State.PLANNED: "wait",
    Meeting.State.OPEN: "info",
    Meeting.State.CLOSED: "ok",
    Meeting.State.CANCELLED: "muted",
}


class MeetingTable(UiTable):
    """One meeting on each line."""

    caption = _("Meetings")
    title = tables.TemplateColumn(
        verbose_name=_("Meeting"), template_name="governance/committee/_meeting_cell.html", orderable=False
    )
    kind = tables.Column(verbose_name=_("Kind"), accessor="get_kind_display", orderable=False)
    held = tables.DateTimeColumn(verbose_name=_("Time"), accessor="held_at", format="Y-m-d H:i")
    office = tables.TemplateColumn(
        verbose_name=_("Called by"), template_name="governance/committee/_meeting_office.html", orderable=False
    )
    state = tables.TemplateColumn(
        verbose_name=_("State"), template_name="governance/committee/_meeting_state.html", orderable=False
    )

    class Meta:
        empty_text = _("No meeting matches.")


EXPORT = (
    ExportColumn(_("Title"), lambda row: row.title),
    ExportColumn(_("Kind"), lambda row: row.get_kind_display()),
    ExportColumn(_("Time"), lambda row: row.held_at),
    ExportColumn(_("Venue"), lambda row: row.place),
    ExportColumn(_("Link to take part"), lambda row: row.link),
    ExportColumn(_("Committee"), lambda row: row.committee.name),
    ExportColumn(_("Called by"), lambda row: row.office.name),
    ExportColumn(_("Ballot"), lambda row: row.get_ballot_display()),
    ExportColumn(_("State"), lambda row: row.get_state_display()),
    ExportColumn(_("Closed"), lambda row: row.closed_at),
    ExportColumn(_("Number of the minutes"), lambda row: row.minutes_number),
    ExportColumn(_("Why it was cancelled"), lambda row: row.cancel_reason),
)


def _buttons(user: User) -> Sequence[Button]:
    if not MeetingPolicy().check(user, "call"):
        return ()
    return (Button(now("Call a meeting"), "calendar-plus", reverse("governance:meeting_new")),)


MEETINGS = Listing(
    "meeting", _("Meetings"), selectors.listing, MeetingFilter, MeetingTable,
    {"-held": ("-held_at", "-id"), "held": ("held_at", "id")},
    purpose=_("Joint meetings and sittings of the committee, where conflicts are settled"),
    export=EXPORT, buttons=_buttons, about="List the meetings you see.", tag="Meetings",
)  # fmt: skip
