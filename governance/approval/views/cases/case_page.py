"""What the page of a case shows, in the shapes its components take."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.approval.models import Case, Clock, Opinion, Seat
from governance.approval.selectors.cases import stories
from governance.approval.selectors.cases.cases import Lane, Overview
from governance.approval.selectors.clocks.clocks import CaseClock, counterfactual
from governance.approval.services.cases.case_kind import TONES
from registry.audit.models import AuditEvent
from registry.audit.rules import audit_verbs
from registry.scope.models import User

OPINION_TONES = {
    Opinion.Kind.SUPPORT: "ok",
    Opinion.Kind.CONDITIONS: "info",
    Opinion.Kind.OBJECT: "bad",
    Opinion.Kind.NOT_RELEVANT: "muted",
}
OPINION_ICONS = {"support": "check", "conditions": "list-checks", "object": "x", "not_relevant": "circle-dashed"}
FUNCTION_ICONS = {
    "natural_resources": "map",
    "emergency_management": "hard-hat",
    "ecology_environment": "leaf",
    "finance": "coins",
    "water": "waves-horizontal",
    "forestry_grassland": "trees",
    "energy": "zap",
}
VERB_LOOKS = {
    "cases.submit": ("info", "upload"),
    "cases.accept": ("ok", "git-branch-plus"),
    "cases.deem_accepted": ("ok", "git-branch-plus"),
    "cases.ask_corrections": ("warn", "undo-2"),
    "cases.decline": ("bad", "x"),
    "cases.stop": ("bad", "octagon-x"),
    "cases.withdraw": ("muted", "ban"),
    "cases.ask_revision": ("warn", "file-pen"),
    "cases.resubmit": ("info", "upload"),
    "cases.overcome": ("info", "git-branch-plus"),
    "opinions.give": ("ok", "check"),
    "opinions.withdraw": ("warn", "undo-2"),
    "seats.confirm": ("ok", "check-check"),
    "seats.deem": ("muted", "clock"),
    "checks.record": ("info", "clipboard-check"),
    "conflicts.open": ("warn", "git-compare"),
    "conflicts.raise": ("warn", "chevrons-up"),
    "conflicts.settle": ("ok", "handshake"),
    "meetings.lift": ("info", "gavel"),
    "decisions.propose": ("info", "file-pen-line"),
    "decisions.countersign": ("ok", "stamp"),
    "decisions.return": ("warn", "undo-2"),
}


#: The states in which the page says what the company was asked to supply.
ASKED = (Case.State.CORRECTING, Case.State.REVISING)


def context(view: Overview, user: User) -> dict[str, Any]:
    """Everything but the forms."""
    case = view.case
    story = stories.of(view)
    comparison = counterfactual(case, view.clocks) if view.lanes else None
    return {
        "case": case,
        "view": view,
        "tone": TONES[case.state],
        "marks": [case.number, *([_("Revision %(n)s") % {"n": view.round.revision.number}] if view.round else [])],
        "lanes": [lane_row(lane) for lane in view.lanes],
        "scale": min(max(view.scale, 5), 60),
        "limit": common_limit(lane.seat for lane in view.lanes),
        "today": today(view),
        "clock": clock_row(view.main_clock) if view.main_clock else None,
        "comparison": comparison,
        "entries": [entry(event) for event in story.events],
        "chain_whole": story.is_whole,
        "corrections": list(case.corrections.all()) if case.state in ASKED else [],
        "returned": view.returned,
        "opinion_tones": OPINION_TONES,
        "opinion_icons": OPINION_ICONS,
        "outcome_tones": {"approve": "ok", "refuse": "bad"},
        "outcome_icons": {"approve": "check", "refuse": "x"},
        "languages": settings.LANGUAGES,
        "earliest": (timezone.localdate() + dt.timedelta(days=1)).isoformat(),
    }


def common_limit(seats: Iterable[Seat]) -> int:
    """The days that every department has, 0 where they differ."""
    days = {min(seat.days, 60) for seat in seats}
    return days.pop() if len(days) == 1 else 0


def lane_row(lane: Lane) -> dict[str, Any]:
    """One department for the lanes component."""
    seat, opinion = lane.seat, lane.opinion
    if opinion is not None:
        tone, label, note = OPINION_TONES[Opinion.Kind(opinion.kind)], opinion.get_kind_display(), opinion.reasons
        conditions = opinion.conditions.all()
        if conditions:
            parts = [note, *[row.text for row in conditions]]
            note = "; ".join(part.rstrip("。.;；") for part in parts if part)
        if opinion.ground:
            note = f"{opinion.ground}: {note}"
        if lane.is_carried:
            confirmed = _("confirmed") if seat.confirmed_at else _("its ground is not touched")
            note = " · ".join(filter(None, [_("Given on an earlier revision: %(how)s") % {"how": confirmed}, note]))
    elif seat.state == seat.State.DEEMED:
        tone, label, note = "muted", seat.get_state_display(), seat.deemed_basis_zh
    elif seat.state == seat.State.CLOSED:
        tone, label, note = "muted", seat.get_state_display(), ""
    else:
        tone, label, note = _open_lane(lane)
    used = (lane.clock.shown.days_used if lane.clock else 0) or 0
    words = (
        ngettext("%(n)s day", "%(n)s days", used)
        if opinion
        else ngettext("%(n)s day so far", "%(n)s days so far", used)
    )
    return {
        "name": seat.organisation.name,
        "sub": str(seat.officer) if seat.officer else _("No officer assigned"),
        "icon": FUNCTION_ICONS.get(seat.function, "building-2"),
        "start": 1,
        "span": min(max(used, 1), 60),
        "limit": min(seat.days, 60),
        "tone": tone,
        "label": label,
        "bar": words % {"n": used},
        "note": note,
    }


def _open_lane(lane: Lane) -> tuple[str, str, str]:
    clock = lane.clock
    if clock is not None and clock.shown.overdue:
        return "bad", _("Overdue"), _("The statutory period of this department is over.")
    if clock is not None and clock.level == "paused":
        return "warn", _("Clock stopped"), clock.pause_reason
    return "wait", _("Under review"), ""


def today(view: Overview) -> int | None:
    """Today on the scale of the lanes, while anybody is still reviewing."""
    running = [lane.clock.shown.days_used for lane in view.lanes if lane.clock and lane.clock.is_open]
    days = [used for used in running if used is not None]
    return min(max(max(days), 1), 60) if days else None


def clock_row(clock: CaseClock) -> dict[str, Any]:
    """One clock for the clock component; a period ends with its last day."""
    shown = clock.shown
    state = {"late": "overdue", "paused": "paused", "done": "done"}.get(clock.level, "running")
    deadline = None
    if shown.due is not None:
        end = dt.datetime.combine(shown.due, dt.time(23, 59, 59))
        deadline = timezone.make_aware(end)
    return {
        "left": shown.days_left or 0,
        "used": shown.days_used if shown.days_used is not None else "—",
        "total": shown.days_allowed,
        "deadline": deadline,
        "state": "unknown" if shown.days_left is None else state,
        "title": _("Statutory period: %(what)s") % {"what": Clock(clock.clock).label},
        "note": clock.pause_reason,
    }


def entry(event: AuditEvent) -> dict[str, Any]:
    """One act for the timeline component."""
    tone, icon = VERB_LOOKS.get(event.verb, ("muted", "dot"))
    if kind := stories.opinion_of(event):
        tone, icon = OPINION_TONES[kind], OPINION_ICONS[kind]
    return {
        "title": audit_verbs.text(event.verb),
        "when": event.at,
        "tone": tone,
        "icon": icon,
        "detail": stories.detail(event),
        "by": stories.author(event),
        "code": f"{event.hash[:4]}…{event.hash[-4:]}",
    }
