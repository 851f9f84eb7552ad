"""One meeting: agenda, attendance, votes, minutes, and the acts that the reader may do."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from governance.committee.acts.meetings import MEETINGS, RECUSE
from governance.committee.forms import meetings as forms
from governance.committee.models import Meeting
from governance.committee.policies.meetings import MeetingPolicy
from governance.committee.selectors import meeting_words
from governance.committee.selectors import meetings as selectors
from governance.committee.services import meeting_rows, meetings
from governance.committee.tables.meetings import TONES
from registry.base.rules.errors import Incomplete
from registry.base.services import units
from registry.matters.models import Matter
from registry.matters.selectors import kinds
from registry.scope.models import User
from registry.scope.policies.base import ensure
from registry.web.acts.acts import Panel, Typed
from registry.web.views.responses import saved, seen, status_of
from registry.web.views.signed import Signed

OUTCOME_TONES = {"": "wait", "adopted": "ok", "rejected": "bad", "no_quorum": "warn", "noted": "info",
                 "postponed": "warn", "cancelled": "muted"}  # fmt: skip
CHOICE_TONES = {"for": "ok", "against": "bad", "abstain": "muted", "recuse": "warn"}
CHOICE_ICONS = {"for": "thumbs-up", "against": "thumbs-down", "abstain": "circle-dashed", "recuse": "user-x"}
CHANGE_LOOKS = {
    "rescheduled": {"tone": "warn", "icon": "calendar-clock"},
    "cancelled": {"tone": "bad", "icon": "calendar-x"},
    "chair": {"tone": "info", "icon": "user-round"},
}
#: Acts that the page draws as buttons of a row or with a form of their own; every other one opens among the rest.
PLACED = ("open", "close", "add_item", "remove_item", "reorder", "attendance")


@dataclass(frozen=True)
class Row:
    """One item of the agenda as the page shows it; `up` and `down` are the orders in which it has another place."""

    shown: selectors.Standing
    tone: str
    panels: dict[str, Panel]
    address: str
    part: tuple[str, str] | None
    up: list[int] | None
    down: list[int] | None


@login_required
@require_GET
def meeting_detail(request: Signed, pk: int) -> HttpResponse:
    """Agenda, attendance, votes and minutes of one meeting."""
    return meeting_page(request, selectors.access(request.user, pk))


@login_required
@require_POST
def meeting_add(request: Signed, pk: int) -> HttpResponse:
    """Put several questions on the agenda at once: the page offers all that may be asked, ticked or not."""
    user = request.user
    meeting = selectors.access(user, pk)
    ensure(MeetingPolicy().check(user, "add_item", meeting))
    form, version = _agenda(meeting, user, request.POST), seen(request)

    def add() -> bool:
        drafts = form.drafts()
        if not drafts:
            raise Incomplete({"items": [_("Choose what stands on the agenda.")]})
        with units.unit():
            for number, draft in enumerate(drafts):
                meetings.add_item(meeting.pk, draft, by=user, version=version + number)
        return True

    if saved(form, add, lambda: meeting_rows.require_version(meeting, version, by=user)):
        messages.success(request, str(MEETINGS.by_verb["add-item"].done))
        return redirect("governance:meeting_detail", pk=pk)
    return meeting_page(request, meeting, status=status_of(form), agenda=form)


def _agenda(meeting: Meeting, user: User, data: Any = None) -> forms.AgendaForm:
    questions = selectors.questions(user, meeting.kind)
    return forms.AgendaForm(data, initial={"version": meeting.version}, auto_id="id_agenda_%s", questions=questions)


def meeting_page(
    request: Signed, meeting: Meeting, typed: Typed | None = None, status: int = 200, agenda: Any = None
) -> HttpResponse:
    """The page of a meeting, with the act or the agenda that came back."""
    user = request.user
    panels = MEETINGS.panels(meeting, user, typed)
    if "add_item" in panels and agenda is None:
        agenda = _agenda(meeting, user)
    rows = _rows(meeting, user, typed, may_move="reorder" in panels)
    context = {
        "meeting": meeting,
        "tone": TONES[meeting.state],
        "rules": meeting_words.rules(meeting),
        "changes": _changes(meeting),
        "pending": sum(not one.shown.item.outcome for one in rows),
        "rows": rows,
        "attended": selectors.attendances(meeting),
        "panels": panels,
        "others": [panel for name, panel in panels.items() if name not in PLACED],
        "agenda": agenda,
        "may_call_again": meeting.state == Meeting.State.CANCELLED
        and MeetingPolicy().check(user, "reschedule", meeting),
        "shown_form": typed.form if typed else agenda if agenda is not None and agenda.is_bound else None,
        "choice_tones": CHOICE_TONES,
        "choice_icons": CHOICE_ICONS,
    }
    return render(request, "governance/committee/meeting_detail.html", context, status=status)


def _changes(meeting: Meeting) -> list[dict[str, Any]]:
    """What was changed since the meeting was called, the latest first."""
    return [
        {
            "title": row.get_kind_display(), "when": row.at, "by": str(row.by), **CHANGE_LOOKS[row.kind],
            "detail": " · ".join(filter(None, [meeting_words.change(row), row.reason])),
        }
        for row in meeting.changes.select_related("by").order_by("-pk")
    ]  # fmt: skip


def _rows(meeting: Meeting, user: User, typed: Typed | None, *, may_move: bool) -> list[Row]:
    standings = selectors.standings(meeting, user)
    seen, parts = _seen(standings, user), _parts(standings, user)
    keys = [one.item.pk for one in standings]
    return [
        Row(
            shown=one,
            tone=OUTCOME_TONES[one.item.outcome],
            panels=_panels(meeting, user, one, typed),
            address=kinds.of(one.item.matter.kind).address(one.item.matter_id) if one.item.matter_id in seen else "",
            part=parts.get(one.item.pk),
            up=_swapped(keys, place - 1) if may_move and place else None,
            down=_swapped(keys, place) if may_move and place < len(keys) - 1 else None,
        )
        for place, one in enumerate(standings)
    ]


def _seen(standings: list[selectors.Standing], user: User) -> set[int]:
    """The matters of the agenda that the user may see."""
    keys = {one.item.matter_id for one in standings}
    return set(Matter.objects.filter(kinds.scope(user), pk__in=keys).values_list("pk", flat=True))


def _parts(standings: list[selectors.Standing], user: User) -> dict[int, tuple[str, str]]:
    """Where the user can read about what is asked, by item."""
    found: dict[int, tuple[str, str]] = {}
    for code in {one.item.matter.kind for one in standings}:
        items = [one.item for one in standings if one.item.matter.kind == code]
        agenda = kinds.of(code).agenda
        links = agenda.links(user, {selectors.about(item) for item in items}) if agenda is not None else {}
        found |= {item.pk: links[selectors.about(item)] for item in items if selectors.about(item) in links}
    return found


def _swapped(keys: list[int], place: int) -> list[int]:
    """The order in which the items of this place and the next are exchanged."""
    return [*keys[:place], keys[place + 1], keys[place], *keys[place + 2 :]]


def _panels(meeting: Meeting, user: User, one: selectors.Standing, typed: Typed | None) -> dict[str, Panel]:
    """The acts on one item that its standing still allows."""
    found = {} if one.item.outcome else MEETINGS.panels(meeting, user, typed, part=one.item)
    is_concerned = bool(one.duty_to_recuse) or (one.own is not None and one.own.is_recused)
    left_out = {"vote": not one.may_vote, "close_item": is_concerned, "postpone_item": one.is_moot}
    found = {name: panel for name, panel in found.items() if not left_out.get(name)}
    if "vote" in found and one.duty_to_recuse:
        found["vote"].form.fields["choice"].choices = [(RECUSE, _("Stand aside"))]  # type: ignore[attr-defined]
    return found
