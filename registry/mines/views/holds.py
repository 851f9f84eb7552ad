"""Holds: the list, one hold, placing and lifting by hand, and the panel on the page of a mine."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from registry.audit.rules import actor_words
from registry.audit.selectors import audit
from registry.audit.views.ages import require_seen
from registry.mines.filters.holds import HoldFilter
from registry.mines.forms.holds import HoldForm, LiftForm
from registry.mines.models import Hold, Mine
from registry.mines.policies import holds as policies
from registry.mines.policies import origins
from registry.mines.selectors import holds as selector
from registry.mines.selectors import mines
from registry.mines.selectors.panels import Panel
from registry.mines.services import holds as services
from registry.mines.tables.holds import HoldTable, state_of
from registry.mines.views.mine_pages import Verb
from registry.scope.models import User
from registry.scope.policies import base
from registry.web.selectors import pagination
from registry.web.views import exports
from registry.web.views.exports import ExportColumn
from registry.web.views.responses import render_form, saved, seen
from registry.web.views.signed import Signed

_STEP = "registry/mines/mine_step_form.html"
_EXPORT = [
    ExportColumn(gettext_lazy("Mine identifier"), lambda row: row.mine.identifier),
    ExportColumn(gettext_lazy("Chinese name"), lambda row: row.mine.name_zh),
    ExportColumn(gettext_lazy("English name"), lambda row: row.mine.name_en),
    ExportColumn(gettext_lazy("Facility"), lambda row: row.facility.name if row.facility else ""),
    ExportColumn(gettext_lazy("Kind"), lambda row: row.get_kind_display()),
    ExportColumn(gettext_lazy("What it stops"), lambda row: ", ".join(row.things)),
    ExportColumn(gettext_lazy("Since"), lambda row: row.since.isoformat()),
    ExportColumn(gettext_lazy("Until"), lambda row: row.until.isoformat() if row.until else ""),
    ExportColumn(gettext_lazy("State"), lambda row: state_of(row)[0]),
    ExportColumn(gettext_lazy("Source"), lambda row: origins.label(row.source_kind)),
    ExportColumn(gettext_lazy("Record of the source"), lambda row: row.source_key),
    ExportColumn(gettext_lazy("Placed by"), lambda row: row.authority.name if row.authority else ""),
    ExportColumn(gettext_lazy("Legal ground"), lambda row: row.ground),
    ExportColumn(gettext_lazy("Reason (Chinese)"), lambda row: row.reason_zh),
    ExportColumn(gettext_lazy("Reason (English)"), lambda row: row.reason_en),
    ExportColumn(gettext_lazy("Reason of the lifting"), lambda row: row.lift_reason),
]


def _order(request: Signed) -> str:
    wanted = request.GET.get("order", "")
    return wanted if wanted in selector.ORDERS else selector.DEFAULT_ORDER


@login_required
@require_safe
def hold_list(request: Signed) -> HttpResponse:
    """The holds in scope, filtered, sorted, a page at a time."""
    user = request.user
    found = HoldFilter(request.GET, queryset=selector.visible(user))
    order = _order(request)
    page = pagination.paginate(found.qs, order=selector.ORDERS[order], cursor=request.GET.get("cursor", ""))
    shown = {
        "filter": found,
        "page": page,
        "table": HoldTable(page.rows, sorted_by=order, target="hold-list"),
    }
    is_fragment = getattr(request, "htmx", False) and not request.htmx.history_restore_request
    return render(request, "registry/mines/_hold_list.html" if is_fragment else "registry/mines/hold_list.html", shown)


@login_required
@require_safe
def hold_export(request: Signed, kind: str) -> HttpResponseBase:
    """The filtered holds as CSV or XLSX."""
    user = request.user
    rows = HoldFilter(request.GET, queryset=selector.visible(user)).qs
    return exports.respond(rows.order_by(*selector.ORDERS[_order(request)]), _EXPORT, kind, name="holds")


@login_required
@require_safe
def hold_detail(request: Signed, pk: int) -> HttpResponse:
    """One hold: what it stops, why, where it comes from, and how it ended."""
    user = request.user
    hold = policies.policy.access(user, pk, related=("mine", "facility", "authority"))
    label, tone = state_of(hold)
    shown = {
        "hold": hold,
        "mine": hold.mine,
        "state": label,
        "tone": tone,
        "facts": _facts(hold, user),
        "ending": _ending(hold),
        "lift": _lift_verb(hold, user),
        "panel": audit.panel(hold, limit=20),
    }
    return render(request, "registry/mines/hold_detail.html", shown)


def _lift_verb(hold: Hold, user: User) -> Verb | None:
    if hold.state != Hold.State.OPEN:
        return None
    verdict = policies.policy.check(user, "lift", hold)
    return Verb(pgettext("hold", "Lift"), reverse("registry:hold_lift", args=[hold.pk]), "lock-open", verdict)


def _facts(hold: Hold, user: User) -> list[dict[str, Any]]:
    place = hold.facility.name if hold.facility is not None else _("The whole mine")
    until = formats.date_format(hold.until) if hold.until else _("Until it is lifted")
    spares = _("lets the work pass that remedies it") if hold.spares_remedy else _("Even the remedy has to wait.")
    return [
        {"label": _("Kind"), "value": hold.get_kind_display()},
        {"label": _("What it stops"), "value": ", ".join(hold.things), "note": spares},
        {"label": _("Place"), "value": place, "note": f"{hold.work_kind} {hold.work_key}".strip()},
        {"label": _("Since"), "value": formats.date_format(hold.since)},
        {"label": _("Until"), "value": until},
        {
            "label": _("Source"),
            "value": origins.label(hold.source_kind),
            "note": hold.source_key,
            "url": origins.address(hold.source_kind, hold.source_key, user),
        },
        {"label": _("Placed by"), "value": hold.authority.name if hold.authority else ""},
        {"label": _("Entered"), "value": formats.date_format(timezone.localtime(hold.placed_at), "DATETIME_FORMAT"),
         "note": actor_words.name(hold.placed_text)},
        {"label": _("Legal ground"), "value": hold.ground},
        {"label": _("Reason (Chinese)"), "value": hold.reason_zh},
        {"label": _("Reason (English)"), "value": hold.reason_en},
    ]  # fmt: skip


def _ending(hold: Hold) -> list[dict[str, Any]]:
    if hold.closed_at is None:
        return []
    return [
        {"label": _("Closed"), "value": formats.date_format(timezone.localtime(hold.closed_at), "DATETIME_FORMAT"),
         "note": actor_words.name(hold.closed_text)},
        {"label": _("Legal ground"), "value": hold.lift_ground},
        {"label": _("Reason"), "value": hold.lift_reason},
    ]  # fmt: skip


@login_required
def hold_place(request: Signed, pk: int) -> HttpResponse:
    """Place a hold on a mine by hand."""
    user = request.user
    mine = mines.get_detailed(pk, user)
    base.ensure(policies.policy.check_place(user, mine))
    form = HoldForm(request.POST if request.method == "POST" else None, mine=mine, kinds=policies.kinds_for(user, mine))
    if request.method == "POST":
        made = saved(form, lambda: services.place_by_hand(pk, by=user, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("The hold is placed; the company and the departments are told."))
            return redirect(made)
    shown = {"mine": mine, "title": _("Place a hold"), "submit": _("Place the hold"), "icon": "lock"}
    return render_form(request, _STEP, form, shown)


@login_required
def hold_lift(request: Signed, pk: int) -> HttpResponse:
    """Lift a hold that was placed by hand."""
    user = request.user
    hold = policies.policy.access(user, pk, related=("mine",))
    base.ensure(policies.policy.check(user, "lift", hold))
    form = LiftForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = saved(
            form,
            lambda: services.lift_by_hand(pk, by=user, version=seen(request), **form.cleaned_data),
            lambda: require_seen(request, hold),
        )
        if done is not None:
            messages.success(request, _("The hold is lifted."))
            return redirect(done)
    shown = {
        "mine": hold.mine,
        "acted_on": hold,
        "title": _("Lift the hold"),
        "submit": pgettext("hold", "Lift"),
        "icon": "lock-open",
    }
    return render_form(request, _STEP, form, shown)


def panel(mine: Mine, user: User) -> Panel:
    """The holds on the page of a mine, those that stand first."""
    standing, ended = selector.of_mine(mine)
    place = reverse("registry:hold_place", args=[mine.pk])
    shown = {
        "standing": standing,
        "ended": ended,
        "place": Verb(_("Place a hold"), place, "lock", policies.policy.check_place(user, mine)),
    }
    return Panel(_("Holds"), "registry/mines/_hold_panel.html", shown)
