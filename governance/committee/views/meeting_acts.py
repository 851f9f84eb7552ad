"""What can be done on the page of a meeting: the right, the form and the service of each act."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from governance.committee.forms import meeting_changes as change_forms
from governance.committee.forms import meetings as forms
from governance.committee.models import Meeting
from governance.committee.services import meeting_changes, meeting_votes, meetings, postponing
from registry.base.rules.errors import Incomplete, OutOfScope
from registry.base.services import units
from registry.scope.models import User


@dataclass(frozen=True)
class Act:
    """A verb on a meeting: the right it needs, its form, the service behind it."""

    right: str
    form: type[forms.MeetingForm]
    done: str | Promise
    run: Callable[[Meeting, User, Any], Any]


def version_of(form: forms.MeetingForm) -> int:
    """The version that the page showed, of the meeting or of the item to vote on; 0, which none has, without one."""
    return form.cleaned_data["version"] or 0


def _add(meeting: Meeting, user: User, form: forms.AgendaForm) -> None:
    drafts = form.drafts()
    if not drafts:
        raise Incomplete({"items": [_("Choose what stands on the agenda.")]})
    version = version_of(form)
    with units.unit():
        for number, draft in enumerate(drafts):
            meetings.add_item(meeting.pk, draft, by=user, version=version + number)


def _move(meeting: Meeting, user: User, form: change_forms.MoveForm) -> None:
    order = list(meeting.items.values_list("pk", flat=True))
    if form.cleaned_data["item"] not in order:
        raise OutOfScope
    place = order.index(form.cleaned_data["item"])
    other = place - 1 if form.cleaned_data["up"] else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    meetings.reorder(meeting.pk, by=user, order=order, version=version_of(form))


def _postpone(meeting: Meeting, user: User, form: change_forms.PostponeForm) -> None:
    data = form.cleaned_data
    given = {name: data[name] for name in ("reason", "held_at", "place", "link")}
    postponing.postpone(data["item"], by=user, meeting_id=data["meeting"], version=version_of(form), **given)


def _vote(meeting: Meeting, user: User, form: forms.VoteForm) -> None:
    data = form.cleaned_data
    recuse = data["choice"] == forms.RECUSE
    choice = "" if recuse else data["choice"]
    meeting_votes.vote(
        data["item"], by=user, choice=choice, recuse=recuse, reason=data["reason"], version=version_of(form)
    )


ACTS: dict[str, Act] = {
    "add": Act("change", forms.AgendaForm, _("The agenda was changed."), _add),
    "remove": Act(
        "change", forms.ItemForm, _("The agenda was changed."),
        lambda meeting, user, form: meetings.remove_item(
            meeting.pk, by=user, item_id=form.cleaned_data["item"], version=version_of(form)
        ),
    ),
    "move": Act("change", change_forms.MoveForm, _("The agenda was changed."), _move),
    "reschedule": Act(
        "reschedule", change_forms.RescheduleForm, _("The meeting was rescheduled and everybody told."),
        lambda meeting, user, form: meeting_changes.reschedule(
            meeting.pk, by=user, **{**form.cleaned_data, "version": version_of(form)}
        ),
    ),
    "cancel": Act(
        "cancel", change_forms.CancelForm, _("The meeting was cancelled and everybody told."),
        lambda meeting, user, form: meeting_changes.cancel(
            meeting.pk, by=user, reason=form.cleaned_data["reason"], version=version_of(form)
        ),
    ),
    "chair": Act(
        "chair", change_forms.ChairForm, _("Another chair was named."),
        lambda meeting, user, form: meeting_changes.name_chair(
            meeting.pk, by=user, person_id=form.cleaned_data["person"], reason=form.cleaned_data["reason"],
            version=version_of(form),
        ),
    ),
    "postpone": Act("postpone", change_forms.PostponeForm, _("The item was postponed."), _postpone),
    "open": Act(
        "open", forms.OpenForm, _("The meeting is open."),
        lambda meeting, user, form: meetings.open_sitting(
            meeting.pk, by=user, present=[int(key) for key in form.cleaned_data["present"]],
            chair_id=int(form.cleaned_data["chair"] or 0), version=version_of(form),
        ),
    ),
    "presence": Act(
        "leave", forms.PresenceForm, _("The attendance was changed."),
        lambda meeting, user, form: meetings.note_presence(
            meeting.pk, by=user, person_id=form.cleaned_data["person"], is_present=form.cleaned_data["is_present"],
            version=version_of(form),
        ),
    ),
    "vote": Act("vote", forms.VoteForm, _("Your vote was recorded."), _vote),
    "close-item": Act(
        "close_item", forms.CloseItemForm, _("The item was closed."),
        lambda meeting, user, form: meeting_votes.close_item(
            form.cleaned_data["item"], by=user, text=form.cleaned_data["text"], casting=form.cleaned_data["casting"],
            version=version_of(form),
        ),
    ),
    "close": Act(
        "close", forms.MinutesForm, _("The meeting was closed."),
        lambda meeting, user, form: meetings.close(
            meeting.pk, by=user, minutes=form.cleaned_data["minutes"], version=version_of(form)
        ),
    ),
}  # fmt: skip
