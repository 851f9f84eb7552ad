"""What the public page of a case shows, in the shapes its components take. Departments are named, persons are not."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.approval.forms.follow_ups import CommentForm
from governance.approval.models import Case, Decision, Opinion, Seat
from governance.approval.selectors.checks import acceptance_results
from governance.approval.selectors.checks.checks import is_chinese
from governance.approval.selectors.clocks import clocks
from governance.approval.selectors.decisions import letters
from governance.approval.selectors.dossiers import plan_totals
from governance.approval.selectors.public import public
from governance.approval.views.cases.case_page import FUNCTION_ICONS, OPINION_TONES, common_limit
from registry.matters.models import ClockEvent
from registry.matters.selectors import notices

Kind = ClockEvent.Kind


def context(case: Case, decision: Decision | None) -> dict[str, Any]:
    """Everything the page shows; opinions only once the decision is signed."""
    readings = clocks.of_case(case)
    seats = letters.latest_seats(case)
    whole = next((one for one in readings if one.clock == clocks.Clock.DECISION), None)
    number = decision.revision.number if decision else case.revisions.count()
    approved = decision is not None and decision.outcome == Decision.Outcome.APPROVE
    spans = [one.shown.days_used or 0 for one in readings if one.seat]
    return {
        "case": case,
        "decision": decision,
        "facts": facts(case, decision),
        "lanes": [lane(seat, readings, told=decision is not None) for seat in seats],
        "scale": min(max([5, *spans, *[seat.days for seat in seats]]), 60),
        "limit": common_limit(seats),
        "whole": whole,
        "comparison": clocks.counterfactual(case, readings) if decision else None,
        "entries": entries(case, decision),
        "notices": notices.of_matter(case.matter),
        "comment_form": CommentForm(),
        "acceptance": acceptance_results.of(case, decision),
        "totals": plan_totals.of(case, number, with_money=approved),
        "languages": settings.LANGUAGES,
        "verify_url": reverse("governance:verify_code", args=[decision.verification_code]) if decision else "",
        "tone": "wait" if decision is None else "ok" if approved else "bad",
    }


def facts(case: Case, decision: Decision | None) -> list[dict[str, Any]]:
    """Number, mine, applicant, procedure and dates."""
    place = case.mine.region
    rows: list[dict[str, Any]] = [
        {"label": _("Case number"), "value": case.number},
        {"label": _("Mine"), "value": case.mine.name, "url": reverse("governance:public_mine", args=[case.mine_id])},
        {"label": _("Region"), "value": " · ".join(one.name for one in (place.parent, place) if one)},
        {"label": _("Applicant"), "value": case.applicant.name},
        {"label": _("Handled by"), "value": case.office.name},
        {
            "label": _("Procedure"),
            "value": case.frozen.name("zh" if is_chinese() else "en"),
            "url": reverse("governance:procedure_detail", args=[case.procedure_id]),
        },
        {"label": _("Accepted on"), "value": _day(case.accepted_at)},
    ]
    if decision:
        rows += [
            {"label": _("Document number"), "value": decision.document_number},
            {"label": _("Decided on"), "value": _day(decision.countersigned_at)},
            {
                "label": _("Published on"),
                "value": _day(decision.countersigned_at),
                "note": _("The law asks for it within 20 working days."),
            },
        ]
    return rows


def lane(seat: Seat, readings: list[clocks.CaseClock], *, told: bool) -> dict[str, Any]:
    """One department on the scale of working days."""
    reading = next((one for one in readings if one.seat and one.seat.pk == seat.pk), None)
    used = (reading.shown.days_used or 0) if reading else 0
    opinion = getattr(seat, "opinion", None)
    if opinion is not None and told:
        tone, label = OPINION_TONES[Opinion.Kind(opinion.kind)], opinion.get_kind_display()
        note = ": ".join(filter(None, [opinion.ground, opinion.reasons]))
    elif opinion is not None:
        tone, label, note = "info", _("Has spoken"), ""
    else:
        tone, label, note = ("muted" if seat.state == Seat.State.CLOSED else "wait"), seat.get_state_display(), ""
    return {
        "name": seat.organisation.name,
        "sub": _("limit: %(days)s days") % {"days": seat.days},
        "icon": FUNCTION_ICONS.get(seat.function, "building-2"),
        "start": 1,
        "span": min(max(used, 1), 60),
        "limit": min(seat.days, 60),
        "tone": tone,
        "label": label,
        "bar": ngettext("%(n)s day", "%(n)s days", used) % {"n": used},
        "note": note,
    }


def entries(case: Case, decision: Decision | None) -> list[dict[str, Any]]:
    """The steps of the case, latest first; pauses with their legal basis, never with a name."""
    rows: list[dict[str, Any]] = []
    if case.submitted_at:
        rows.append({"title": _("Application submitted"), "when": case.submitted_at, "tone": "info", "icon": "upload"})
    if case.accepted_at:
        title = _("Accepted; the departments review in parallel")
        rows.append({"title": title, "when": case.accepted_at, "tone": "ok", "icon": "git-branch-plus"})
    rows += [_event(event) for event in public.clock_events(case)]
    if decision and decision.countersigned_at:
        approved = decision.outcome == Decision.Outcome.APPROVE
        rows.append(
            {
                "title": _("Decision signed: approved") if approved else _("Decision signed: refused"),
                "when": decision.countersigned_at,
                "tone": "ok" if approved else "bad",
                "icon": "stamp",
                "detail": decision.document_number,
            }
        )
    return sorted(rows, key=lambda row: row["when"], reverse=True)


def _event(event: Any) -> dict[str, Any]:
    titles = {
        Kind.PAUSE: (_("Clock stopped"), "warn", "circle-pause"),
        Kind.RESUME: (_("Clock runs again"), "info", "circle-play"),
        Kind.EXTEND: (_("Period extended"), "warn", "calendar-plus"),
        Kind.STOP: (_("Department finished its review"), "ok", "check"),
    }
    title, tone, icon = titles[Kind(event.kind)]
    if event.kind == Kind.STOP and event.seat and event.seat.state != Seat.State.ANSWERED:
        title, tone, icon = _("Department’s review ended without an opinion"), "muted", "circle-dashed"
    detail = " · ".join(filter(None, [event.seat.organisation.name if event.seat else "", event.legal_basis]))
    return {"title": title, "when": event.at, "tone": tone, "icon": icon, "detail": detail}


def _day(moment: dt.datetime | None) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d") if moment else ""
