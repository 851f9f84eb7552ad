"""What can be done with a meeting that was called: its agenda, its time, its chair, the votes, its end."""

from operator import attrgetter
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from governance.committee.models import AgendaItem, Choice, Meeting, MeetingChange, Vote
from governance.committee.policies.meetings import MeetingPolicy
from governance.committee.rules import voting
from governance.committee.selectors import meetings as selectors
from governance.committee.services import agendas, meeting_changes, meeting_rows, meeting_votes, meetings, postponing
from registry.audit.services import ages
from registry.base.models import limits
from registry.scope.models import User
from registry.web.acts.acts import Act, Acts, Carries
from registry.web.api import columns
from registry.web.api.shared import MAX_KEY, MAX_VERSION, KeyField, VersionSerializer

WORDS = "理由充分，依据明确，写满十个字以上。"
RECUSE = "recuse"
HIDDEN = {"input_type": "hidden"}


def _reason(label: Any) -> Any:
    return columns.text(limits.column(MeetingChange, "reason"), label=label, style={"rows": 3})


def _where() -> dict[str, Any]:
    link = _("Link to take part")
    return {
        "place": columns.text(limits.column(Meeting, "place"), label=_("Venue")),
        "link": columns.text(limits.column(Meeting, "link"), label=link, help_text="Begins with https://."),
    }


class DraftInput(serializers.Serializer[Any]):
    """A question about a matter: a conflict with the settlement to vote on, or a failed check."""

    matter = KeyField(label=_("Matter"), help_text="Key of the application.")
    topic = columns.text(limits.column(AgendaItem, "topic"), required=True, help_text="`conflict` or `check`.")
    subject = serializers.IntegerField(
        label=_("Key of the part"), default=0, min_value=0, max_value=MAX_KEY, help_text="Key of the conflict."
    )
    code = columns.text(limits.column(AgendaItem, "code"), help_text="Code of the check.")
    question = columns.text(limits.column(AgendaItem, "question"))
    settlement = serializers.ChoiceField(
        label=_("The committee votes on"), choices=["upheld", "overridden", "chosen"], allow_blank=True, default=""
    )
    falls: Any = serializers.ListField(child=KeyField(), label=_("Falls:"), default=list, max_length=50)


class CallInput(serializers.Serializer[Any]):
    """What calls a meeting."""

    kind = serializers.ChoiceField(label=_("Kind"), choices=Meeting.Kind.choices)
    title_zh = columns.text(limits.column(Meeting, "title_zh"))
    title_en = columns.text(limits.column(Meeting, "title_en"))
    held_at = serializers.DateTimeField(label=_("Time"))
    place, link = _where().values()
    ballot = serializers.ChoiceField(label=_("Ballot"), choices=Meeting.Ballot.choices, allow_blank=True, default="")
    items: Any = serializers.ListField(child=DraftInput(), label=_("Agenda"), max_length=agendas.MOST_ITEMS)


class AddItemInput(DraftInput, VersionSerializer):
    """One more question."""


class RemoveItemInput(VersionSerializer):
    """The item that is taken off the agenda."""

    item = KeyField(source="item_id", style=HIDDEN)


class OrderInput(VersionSerializer):
    """The keys of all items in their new order."""

    order: Any = serializers.ListField(child=KeyField(), max_length=50, style=HIDDEN)


class RescheduleInput(VersionSerializer):
    """Time, venue and link as they are from now on, and why."""

    held_at = serializers.DateTimeField(label=_("Time"))
    place, link = _where().values()
    reason = _reason(_("Reason for the change"))


class CancelInput(VersionSerializer):
    """Why the meeting does not take place."""

    reason = _reason(_("Reason for cancelling"))


class AttendanceInput(VersionSerializer):
    """Who arrived or left."""

    person = KeyField(source="person_id", style=HIDDEN)
    is_present = serializers.BooleanField(style=HIDDEN)


class ChairInput(VersionSerializer):
    """The member who takes the chair, and why."""

    person = KeyField(label=_("Chair"), source="person_id")
    reason = _reason(_("Reason for the change"))

    def get_fields(self) -> dict[str, Any]:
        """With the members who are present, and not in the chair, to choose from."""
        found = super().get_fields()
        if meeting := self.context.get("row"):
            rows = [row for row in selectors.attendances(meeting) if row.is_member and row.is_present]
            offered = {row.person_id: str(row.person) for row in rows if row.person_id != meeting.chair_id}
            found["person"].style = {"choices": offered}
        return found


class PostponeInput(VersionSerializer):
    """Where an item goes on: in a planned meeting, or in one that is called for `held_at`."""

    item = KeyField()
    reason = _reason(_("Reason for postponing"))
    meeting = KeyField(
        label=_("Goes on in"), source="meeting_id", required=False, allow_null=True, default=None,
        help_text=_("To call another meeting, give its time below."),
    )  # fmt: skip
    held_at = serializers.DateTimeField(label=_("Time"), required=False, allow_null=True, default=None)
    place, link = _where().values()

    def get_fields(self) -> dict[str, Any]:
        """With the planned meetings that may take the item."""
        found = super().get_fields()
        if meeting := self.context.get("row"):
            rows = selectors.targets(meeting)
            known = {row.pk: f"{timezone.localtime(row.held_at):%Y-%m-%d %H:%M} {row.title}" for row in rows}
            found["meeting"].style = {"choices": known}
        return found


class OpenInput(VersionSerializer):
    """Who is present, and who takes the chair."""

    present: Any = serializers.ListField(child=KeyField(), label=_("Present"), max_length=500)
    chair = KeyField(label=_("Chair"), source="chair_id")

    def get_fields(self) -> dict[str, Any]:
        """With those who were invited."""
        found = super().get_fields()
        if meeting := self.context.get("row"):
            rows = selectors.attendances(meeting)
            people = {row.person_id: f"{row.person} · {row.organisation.name}" for row in rows}
            found["present"].style = {"choices": people}
            found["chair"].style = {"choices": {row.person_id: str(row.person) for row in rows if row.is_member}}
        return found


class VoteInput(serializers.Serializer[Any]):
    """A vote on one item, or standing aside with the reason."""

    version = serializers.IntegerField(
        min_value=1, max_value=MAX_VERSION, help_text="The version of the item that you saw; not that of the meeting."
    )
    item = KeyField()
    choice = serializers.ChoiceField(
        label=_("Vote"), choices=[*Choice.choices, (RECUSE, _("Stand aside"))],
        error_messages={"required": _("Choose how you vote.")},
    )  # fmt: skip
    reason = columns.text(limits.column(Vote, "reason"), label=_("Reason for standing aside"))

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Standing aside is no vote."""
        return {**attrs, "choice": "", "recuse": True} if attrs["choice"] == RECUSE else attrs


class CloseItemInput(VersionSerializer):
    """The text of the decision; `casting` is how the chair decides a tie."""

    item = KeyField()
    text = columns.text(
        limits.column(AgendaItem, "text"), label=_("Text of the decision"), required=True, style={"rows": 3}
    )
    casting = serializers.ChoiceField(
        label=_("If the votes are equal, the chair decides"), allow_blank=True, default="",
        choices=[(Choice.FOR.value, Choice.FOR.label), (Choice.AGAINST.value, Choice.AGAINST.label)],
    )  # fmt: skip

    def get_fields(self) -> dict[str, Any]:
        """On a page the casting vote is asked of nobody but the chair who decides a tie."""
        found = super().get_fields()
        meeting: Meeting | None = self.context.get("row") if self.context.get("is_drawn") else None
        if meeting is not None:
            decides = selectors.rules_of(meeting).tie == voting.CHAIR and meeting.chair_id == self.context["user"].pk
            if meeting.kind == Meeting.Kind.JOINT or not decides:
                del found["casting"]
        return found


class CloseInput(VersionSerializer):
    """The record of the meeting."""

    minutes = columns.text(limits.column(Meeting, "minutes"), label=_("Minutes"), required=True, style={"rows": 6})


def _call(*, by: User, items: list[dict[str, Any]], **head: Any) -> Meeting:
    return meetings.call(by=by, items=[agendas.Draft(**one) for one in items], **head)


def _add_item(meeting_id: int, *, by: User, version: int | None = None, **draft: Any) -> Meeting:
    return meetings.add_item(meeting_id, agendas.Draft(**draft), by=by, version=version)


def _has_others(meeting: Meeting, user: User, part: Any) -> bool:
    rows = [row for row in selectors.attendances(meeting) if row.is_member and row.is_present]
    return any(row.person_id != meeting.chair_id for row in rows)


def _is_unbegun(meeting: Meeting, user: User, part: Any) -> bool:
    return meeting.state == Meeting.State.PLANNED or not meeting_changes.has_begun(meeting)


def _require_item(item: AgendaItem, *, by: User, version: int) -> None:
    ages.require(item, version, by=by, trail=item.meeting)


MEETINGS = Acts(
    "meeting",
    MeetingPolicy(),
    Act(
        "call", _("Call a meeting"), _call, CallInput, _("The meeting was called and everybody invited."),
        {
            "kind": "committee", "title_zh": "委员会会议", "held_at": "2030-01-07T09:00:00+08:00",
            "items": [{"matter": 7, "topic": "conflict", "subject": 3, "question": WORDS, "settlement": "upheld"}],
        },
        icon="calendar-plus", is_first=True, has_page=False,
        about="Call a meeting.\n\n"
        "The members of the committee and the heads of the departments that sit in the cases are invited.",
        words={"meetings.call": _("Called a meeting")},
    ),
    Act(
        "open", _("Open the meeting"), meetings.open_sitting, OpenInput, _("The meeting is open."),
        {"present": [3, 4, 5], "chair": 3, "version": 2}, icon="circle-play",
        about="Open the meeting: take the attendance and name the chair.",
        words={"meetings.open": _("Opened the meeting")},
    ),
    Act(
        "add-item", _("Put on the agenda"), _add_item, AddItemInput, _("The agenda was changed."),
        {"matter": 7, "topic": "conflict", "subject": 3, "question": WORDS, "settlement": "upheld", "version": 2},
        icon="list-plus", has_page=False,
        about="Put one more question on the agenda of a planned meeting.",
        words={"meetings.add_item": _("Put an item on the agenda")},
    ),
    Act(
        "remove-item", _("Take off the agenda"), meetings.remove_item, RemoveItemInput, _("The agenda was changed."),
        {"item": 7, "version": 2}, icon="trash-2", about="Take a question off the agenda of a planned meeting.",
        words={"meetings.remove_item": _("Took an item off the agenda")},
    ),
    Act(
        "reorder", _("Another order"), meetings.reorder, OrderInput, _("The agenda was changed."),
        {"order": [8, 7], "version": 2}, icon="arrow-up",
        about="Put the agenda of a planned meeting in another order: name every item once.",
        words={"meetings.reorder": _("Put the agenda in another order")},
    ),
    Act(
        "reschedule", _("Reschedule and tell everybody"), meeting_changes.reschedule, RescheduleInput,
        _("The meeting was rescheduled and everybody told."),
        {"held_at": "2030-01-14T09:00:00+08:00", "place": "一号会议室", "reason": WORDS, "version": 1},
        icon="calendar-clock", hint=_("Everybody invited and the heads of their departments are told."),
        about="Hold a planned meeting at another time, venue or link; everybody invited is told why.",
        starts=lambda meeting: {"held_at": meeting.held_at, "place": meeting.place, "link": meeting.link},
        words={"meetings.reschedule": _("Rescheduled the meeting")},
    ),
    Act(
        "attendance", _("Note the attendance"), meetings.note_presence, AttendanceInput,
        _("The attendance was changed."), {"person": 4, "is_present": False, "version": 3}, icon="user-round-check",
        about="Note that somebody who was invited arrived late or left; the chair stays.",
        words={
            "meetings.arrive": _("Noted that a participant arrived"),
            "meetings.leave": _("Noted that a participant left"),
        },
    ),
    Act(
        "chair", _("Name another chair"), meeting_changes.name_chair, ChairInput, _("Another chair was named."),
        {"person": 4, "reason": WORDS, "version": 3}, icon="user-round-cog", offered=_has_others,
        about="Let another member who is present take the chair of an open meeting.",
        words={"meetings.chair": _("Named another chair")},
    ),
    Act(
        "postpone-item", _("Postpone to another meeting"), postponing.postpone, PostponeInput,
        _("The item was postponed."),
        {"item": 7, "reason": WORDS, "held_at": "2030-01-14T09:00:00+08:00", "version": 3}, icon="calendar-clock",
        about="Take an item to another meeting: one that is planned, or one that is called now.\n\n"
        "Not once a vote has begun with a quorum.",
        part="item", words={"meetings.postpone": _("Postponed an item to another meeting")},
    ),
    Act(
        "vote", _("Vote"), meeting_votes.vote, VoteInput, _("Your vote was recorded."),
        {"item": 7, "choice": "for", "version": 1}, icon="vote", part="item",
        about="Vote once on an item, or stand aside.\n\n"
        "Who is concerned by the case can only stand aside. A vote cannot be changed.",
        carries=Carries({"version": attrgetter("version")}, _require_item),
        words={"meetings.vote": _("Voted"), "meetings.recuse": _("Stood aside from a vote")},
    ),
    Act(
        "close-item", _("Close this item"), meeting_votes.close_item, CloseItemInput, _("The item was closed."),
        {"item": 7, "text": WORDS, "version": 3}, icon="gavel", part="item",
        about="Close an item: what was adopted takes effect at once.",
        words={"meetings.close_item": _("Closed an item of the agenda")},
    ),
    Act(
        "close", _("Sign the minutes and close"), meetings.close, CloseInput, _("The meeting was closed."),
        {"minutes": WORDS, "version": 4}, icon="stamp", hint=_("After that nothing can be changed"),
        about="Close the meeting with its minutes.", words={"meetings.close": _("Closed the meeting")},
    ),
    Act(
        "cancel", _("Cancel and tell everybody"), meeting_changes.cancel, CancelInput,
        _("The meeting was cancelled and everybody told."), {"reason": WORDS, "version": 1}, icon="calendar-x",
        tone="bad", hint=_("Nothing is decided; the office must call another meeting for its items."),
        about="Cancel a meeting in which nobody has voted; its questions wait for another meeting.",
        offered=_is_unbegun, words={"meetings.cancel": _("Cancelled the meeting")},
    ),
    carries=Carries({"version": attrgetter("version")}, meeting_rows.require_version),
    find=selectors.access,
    parts=lambda meeting, key: meeting.items.filter(pk=key).first(),
)  # fmt: skip
