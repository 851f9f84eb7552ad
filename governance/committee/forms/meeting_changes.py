"""What people type to change a meeting that was called: another time, no meeting, another chair, another agenda."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.committee.forms.meetings import ItemForm, MeetingForm, MomentInput, link_field
from governance.committee.models import Attendance, Meeting, MeetingChange
from registry.base.models import limits
from registry.web.forms import columns


def _reason(label: Any) -> forms.CharField:
    return columns.text(limits.column(MeetingChange, "reason"), label=label, rows=3)


class RescheduleForm(MeetingForm):
    """The new time, venue and link, and why."""

    held_at = forms.DateTimeField(label=gettext_lazy("Time"), widget=MomentInput)
    place = columns.text(limits.column(Meeting, "place"), label=gettext_lazy("Venue"))
    link = link_field()
    reason = _reason(gettext_lazy("Reason for the change"))


class CancelForm(MeetingForm):
    """Why the meeting does not take place."""

    reason = _reason(gettext_lazy("Reason for cancelling"))


class ChairForm(MeetingForm):
    """Another member who is present takes the chair, and why."""

    person = forms.TypedChoiceField(label=gettext_lazy("Chair"), coerce=int)
    reason = _reason(gettext_lazy("Reason for the change"))

    def __init__(self, *args: Any, attended: Iterable[Attendance] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [row for row in attended if row.is_member and row.is_present]
        chair = next((row.meeting.chair_id for row in rows), None)
        found = [(str(row.person_id), str(row.person)) for row in rows if row.person_id != chair]
        self.fields["person"].choices = found  # type: ignore[attr-defined]


class MoveForm(ItemForm):
    """One place up or down on the agenda."""

    up = forms.BooleanField(widget=forms.HiddenInput, required=False)


class PostponeForm(ItemForm):
    """Where the item goes on: a planned meeting, or one that is called now."""

    reason = _reason(gettext_lazy("Reason for postponing"))
    meeting = forms.TypedChoiceField(
        label=gettext_lazy("Goes on in"), required=False, coerce=int, empty_value=None,
        help_text=gettext_lazy("To call another meeting, give its time below."),
    )  # fmt: skip
    held_at = forms.DateTimeField(label=gettext_lazy("Time"), widget=MomentInput, required=False)
    place = columns.text(limits.column(Meeting, "place"), label=gettext_lazy("Venue"))
    link = link_field()

    def __init__(self, *args: Any, targets: Iterable[Meeting] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(row.pk), f"{timezone.localtime(row.held_at):%Y-%m-%d %H:%M} {row.title}") for row in targets]
        self.fields["meeting"].choices = [("", _("Another meeting, called now")), *known]  # type: ignore[attr-defined]
