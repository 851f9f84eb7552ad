"""The page of a meeting and what can be done on it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from governance.approval.policies.cases import CasePolicy
from governance.approval.policies.conflicts import ConflictPolicy
from governance.committee.forms import meeting_changes as change_forms
from governance.committee.forms import meetings as forms
from governance.committee.models import Attendance, Meeting
from governance.committee.policies.meetings import MeetingPolicy
from governance.committee.rules import voting
from governance.committee.selectors import meeting_words
from governance.committee.selectors import meetings as selectors
from governance.committee.services import meeting_rows
from governance.committee.tables.meetings import TONES
from governance.committee.views.meeting_acts import ACTS
from registry.audit.services import ages
from registry.base.rules.errors import OutOfScope
from registry.scope.models import User
from registry.scope.policies.base import ensure
from registry.web.views.responses import saved, seen, status_of

OUTCOME_TONES = {"": "wait", "adopted": "ok", "rejected": "bad", "no_quorum": "warn", "noted": "info",
                 "postponed": "warn", "cancelled": "muted"}  # fmt: skip
CHOICE_TONES = {"for": "ok", "against": "bad", "abstain": "muted", "recuse": "warn"}
CHANGE_LOOKS = {
    "rescheduled": {"tone": "warn", "icon": "calendar-clock"},
    "cancelled": {"tone": "bad", "icon": "calendar-x"},
    "chair": {"tone": "info", "icon": "user-round"},
}
CHOICE_ICONS = {"for": "thumbs-up", "against": "thumbs-down", "abstain": "circle-dashed", "recuse": "user-x"}


#: The act that came back with faults, and its form.
Typed = tuple[str, forms.MeetingForm] | None


@dataclass(frozen=True)
class Row:
    """One item of the agenda as the page shows it."""

    shown: selectors.Standing
    tone: str
    vote: forms.VoteForm | None
    close: forms.CloseItemForm | None
    postpone: change_forms.PostponeForm | None
    sees_case: bool
    sees_conflict: bool

    @property
    def has_begun(self) -> bool:
        """Whether somebody has voted or the item was closed."""
        return bool(self.shown.item.outcome or self.shown.cast)


class Known:
    """What several forms of one page ask for, read once."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    @cached_property
    def attended(self) -> list[Attendance]:
        """Who was invited, the members first."""
        return selectors.attendances(self.meeting)

    @cached_property
    def targets(self) -> list[Meeting]:
        """The meetings to which an item may be postponed."""
        return list(selectors.targets(self.meeting))


@login_required
@require_GET
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Agenda, attendance, votes and minutes of one meeting."""
    user: User = request.user  # type: ignore[assignment]
    return _page(request, user, pk)


@login_required
@require_POST
def meeting_act(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Run one act; what is wrong comes back on the page with everything that was typed."""
    user: User = request.user  # type: ignore[assignment]
    act = ACTS.get(key)
    if act is None:
        raise Http404
    meeting = MeetingPolicy().access(user, pk)
    ensure(MeetingPolicy().check(user, act.right, meeting))
    form = _form(act.form, Known(meeting), user, request.POST)
    item, named = None, seen(request, "item")
    if isinstance(form, forms.ItemForm) and named:
        item = meeting.items.filter(pk=named).first()
        if item is None:
            raise OutOfScope

    def age() -> None:
        if item is not None and key == "vote":
            ages.require(item, seen(request), by=user, trail=meeting)
        elif key != "vote":
            meeting_rows.require_version(meeting, seen(request), by=user)

    if saved(form, lambda: (act.run(meeting, user, form),), age):
        messages.success(request, str(act.done))
        return redirect("governance:meeting_detail", pk=pk)
    return _page(request, user, pk, (key, form), status=status_of(form))


def _form(
    form: type[forms.MeetingForm], known: Known, user: User, data: Any = None, *, item: int = 0, version: int = 0
) -> forms.MeetingForm:
    extra: dict[str, Any] = {}
    meeting = known.meeting
    if issubclass(form, forms.AgendaForm):
        checks = selectors.failed_checks(user) if meeting.kind == Meeting.Kind.COMMITTEE else []
        extra = {"conflicts": selectors.open_conflicts(user, meeting.kind), "checks": checks}
    elif issubclass(form, forms.OpenForm | change_forms.ChairForm):
        extra["attended"] = known.attended
    elif issubclass(form, change_forms.PostponeForm):
        extra["targets"] = known.targets
    initial: dict[str, Any] = {"version": version or meeting.version, "item": item or None}
    if issubclass(form, change_forms.RescheduleForm):
        initial |= {"held_at": meeting.held_at, "place": meeting.place, "link": meeting.link}
    prefix = f"id_{form.__name__.lower()}_{item}_%s"
    return form(data, initial=initial, auto_id=prefix, **extra)


def _page(request: HttpRequest, user: User, pk: int, typed: Typed = None, status: int = 200) -> HttpResponse:
    meeting = selectors.listing(user).filter(pk=pk).first()
    if meeting is None:
        raise OutOfScope
    policy, known = MeetingPolicy(), Known(meeting)
    rights = {act.right: bool(policy.check(user, act.right, meeting)) for act in ACTS.values()}
    rows = _rows(known, user, rights, typed)
    context = {
        "meeting": meeting,
        "tone": TONES[meeting.state],
        "rules": meeting_words.rules(meeting),
        "changes": _changes(meeting),
        "pending": sum(not row.shown.item.outcome for row in rows),
        "rows": rows,
        "attended": known.attended,
        "rights": rights,
        "forms": _own_forms(known, user, rights, typed, has_begun=any(row.has_begun for row in rows)),
        "typed": typed[0] if typed else "",
        "shown_form": typed[1] if typed else None,
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


def _own_forms(
    known: Known, user: User, rights: dict[str, bool], typed: Typed, *, has_begun: bool
) -> dict[str, forms.MeetingForm]:
    """The forms of the meeting itself that the state and the rights allow."""
    state, planned, is_open = known.meeting.state, Meeting.State.PLANNED, Meeting.State.OPEN
    offered = {"add": planned, "open": planned, "reschedule": planned, "close": is_open, "chair": is_open}
    offered["cancel"] = planned if state == planned or has_begun else is_open
    found = {}
    for key, needed in offered.items():
        if typed and typed[0] == key:
            found[key] = typed[1]
        elif state == needed and rights[ACTS[key].right]:
            found[key] = _form(ACTS[key].form, known, user)
    return found


def _rows(known: Known, user: User, rights: dict[str, bool], typed: Typed) -> list[Row]:
    standings = selectors.standings(known.meeting, user)
    cases = {one.item.case_id for one in standings}
    conflicts = {one.item.conflict_id for one in standings if one.item.conflict_id is not None}
    seen = set(CasePolicy().scope(user).filter(pk__in=cases).values_list("pk", flat=True))
    readable = set(ConflictPolicy().scope(user).filter(pk__in=conflicts).values_list("pk", flat=True))
    return [
        Row(
            shown=one,
            tone=OUTCOME_TONES[one.item.outcome],
            vote=_item_form("vote", known, user, one, typed) if one.may_vote else None,
            close=_close_form(known, user, one, rights, typed),
            postpone=_postpone_form(known, user, one, rights, typed),
            sees_case=one.item.case_id in seen,
            sees_conflict=one.item.conflict_id in readable,
        )
        for one in standings
    ]


def _item_form(key: str, known: Known, user: User, one: selectors.Standing, typed: Typed) -> Any:
    """A form of one item, with what was typed into it."""
    if typed and typed[0] == key and str(typed[1].data.get("item")) == str(one.item.pk):
        form = typed[1]
    else:
        own = one.item.version if key == "vote" else 0
        form = _form(ACTS[key].form, known, user, item=one.item.pk, version=own)
    if key == "vote" and one.duty_to_recuse:
        form.fields["choice"].choices = [(forms.RECUSE, _("Stand aside"))]  # type: ignore[attr-defined]
    return form


def _close_form(known: Known, user: User, one: selectors.Standing, rights: dict[str, bool], typed: Typed) -> Any:
    meeting = known.meeting
    if one.item.outcome or meeting.state != Meeting.State.OPEN or not rights["close_item"]:
        return None
    if one.duty_to_recuse or (one.own is not None and one.own.is_recused):
        return None
    form = _item_form("close-item", known, user, one, typed)
    decides = selectors.rules_of(meeting).tie == voting.CHAIR and meeting.chair_id == user.pk
    if meeting.kind == Meeting.Kind.JOINT or not decides:
        form.fields.pop("casting", None)
    return form


def _postpone_form(known: Known, user: User, one: selectors.Standing, rights: dict[str, bool], typed: Typed) -> Any:
    meeting = known.meeting
    if one.item.outcome or one.is_moot or meeting.state != Meeting.State.OPEN or not rights["postpone"]:
        return None
    return _item_form("postpone", known, user, one, typed)
