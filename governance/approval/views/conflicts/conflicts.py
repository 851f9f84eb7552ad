"""Conflicts: the panel on the page of a case, the page of one conflict, and the acts on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from governance.approval.forms import conflicts as forms
from governance.approval.models import Case, Conflict
from governance.approval.policies.cases import CasePolicy
from governance.approval.policies.conflicts import ConflictPolicy, is_owner, own_seat
from governance.approval.selectors.conflicts import conflicts as selectors
from governance.approval.services.conflicts import conflict_acts
from registry.audit.services import ages
from registry.base.rules.errors import WrongState
from registry.scope.models import User
from registry.scope.policies.base import Denied, ensure
from registry.web.views.responses import saved, seen, status_of
from registry.web.views.signed import Signed

STATE_TONES = {Conflict.State.OPEN: "warn", Conflict.State.SETTLED: "ok", Conflict.State.VOID: "muted"}
STEP_LOOKS = {
    "opened": ("warn", "git-compare"),
    "statement": ("info", "message-square-text"),
    "option": ("info", "lightbulb"),
    "raised": ("warn", "chevrons-up"),
    "settled": ("ok", "handshake"),
}


@dataclass(frozen=True)
class Act:
    """A verb on a conflict: its form and the service behind it."""

    key: str
    label: str | Promise
    icon: str
    form: type[forms.ConflictForm]
    done: str | Promise
    run: Callable[[int, User, Any], Any]


ACTS = {
    act.key: act
    for act in (
        Act(
            "state", gettext_lazy("State reasons"), "message-square-text", forms.StatementForm,
            gettext_lazy("The reasons were recorded."),
            lambda pk, user, data: conflict_acts.state(
                pk, by=user, text=data["text"], agrees=data["agrees"], version=data["version"]
            ),
        ),
        Act(
            "option", gettext_lazy("Propose an option"), "lightbulb", forms.OptionForm,
            gettext_lazy("The option was recorded: the departments may agree to it."),
            lambda pk, user, data: conflict_acts.propose_option(
                pk, by=user, text=data["text"], falls=[int(key) for key in data.get("falls", ())],
                version=data["version"],
            ),
        ),
        Act(
            "settle", gettext_lazy("Record the settlement"), "handshake", forms.SettleForm,
            gettext_lazy("The conflict is settled."),
            lambda pk, user, data: conflict_acts.settle_desk(
                pk, by=user, text=data["text"], version=data["version"]
            ),
        ),
        Act(
            "raise", gettext_lazy("Take it to the next level"), "chevrons-up", forms.RaiseForm,
            gettext_lazy("The conflict was taken to the next level."),
            lambda pk, user, data: conflict_acts.raise_level(
                pk, by=user, reason=data["reason"], version=data["version"]
            ),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """An act as the page shows it: its form, or the reason why it is denied."""

    act: Act
    form: forms.ConflictForm
    reason: Any
    is_open: bool


@dataclass(frozen=True)
class Panel:
    """One conflict as the page shows it."""

    view: selectors.View
    tone: str
    acts: list[Shown]
    entries: list[dict[str, Any]]
    may_overcome: bool

    @property
    def levels(self) -> list[tuple[str, Any]]:
        """The ladder."""
        return list(Conflict.Level.choices)

    @property
    def is_open(self) -> bool:
        """Whether it still has to be settled."""
        return self.view.conflict.state == Conflict.State.OPEN


def conflict_panel(case: Case, user: User) -> dict[str, Any]:
    """What the page of a case shows of its conflicts; the company learns only that, by whom and until when."""
    any_at_all = selectors.any_of(case)
    seen = selectors.of_case(case, user) if any_at_all else []
    notices = selectors.for_applicant(case) if any_at_all and not seen else []
    return {
        "conflict_panels": [_panel(one, user) for one in seen],
        "conflict_notices": notices,
        "conflicts_on_case": True,
    }


def _panel(shown: selectors.View, user: User, typed: tuple[str, forms.ConflictForm] | None = None) -> Panel:
    conflict = shown.conflict
    is_open = conflict.state == Conflict.State.OPEN
    return Panel(
        view=shown,
        tone="bad" if shown.is_late else STATE_TONES[Conflict.State(conflict.state)],
        acts=_acts(shown, user, typed) if is_open or typed else [],
        entries=[_entry(step) for step in reversed(shown.steps)],
        may_overcome=conflict_acts.may_overcome(conflict.case),
    )


def _acts(shown: selectors.View, user: User, typed: tuple[str, forms.ConflictForm] | None) -> list[Shown]:
    conflict = shown.conflict
    if typed is None and not is_owner(user, conflict) and own_seat(user, conflict) is None:
        return []
    found = []
    for act in ACTS.values():
        if act.key == "raise" and conflict.level == Conflict.Level.COMMITTEE:
            continue
        verdict = ConflictPolicy().check(user, act.key, conflict)
        reason = verdict.reason if isinstance(verdict, Denied) else ""
        if act.key == "settle":
            reason = reason or conflict_acts.hindrance(shown)
        form = typed[1] if typed and typed[0] == act.key else _form(act, shown)
        found.append(Shown(act, form, reason, typed is not None and typed[0] == act.key))
    return found


def _form(act: Act, shown: selectors.View, data: Any = None) -> forms.ConflictForm:
    choices = [
        (str(side.pk), f"{one.seat.organisation.name}: {side.condition.text}")
        for one in shown.departments
        for side in one.conditions
        if side.condition is not None
    ]
    form = act.form(data, auto_id=f"id_{act.key}_{shown.conflict.pk}_%s", choices=choices)
    if act.key == "state" and shown.option is None:
        del form.fields["agrees"]
    return form


def _entry(step: selectors.Step) -> dict[str, Any]:
    tone, icon = STEP_LOOKS[step.row.kind]
    detail = step.words.text
    if step.words.agrees:
        detail = f"{_('Agrees to the option.')} {detail}"
    who = [step.row.organisation.name if step.row.organisation else "", str(step.row.by or "")]
    title = f"{step.row.get_kind_display()} · {step.row.get_level_display()}"
    return {
        "title": title, "when": step.row.at, "tone": tone, "icon": icon, "detail": detail,
        "by": " · ".join(filter(None, who)),
    }  # fmt: skip


@login_required
@require_GET
def conflict_detail(request: Signed, pk: int) -> HttpResponse:
    """One conflict with everything said in it."""
    user = request.user
    ConflictPolicy().access(user, pk)
    return _page(request, user, pk)


def _page(
    request: Signed, user: User, pk: int, typed: tuple[str, forms.ConflictForm] | None = None, status: int = 200
) -> HttpResponse:
    shown = selectors.view(selectors.listing(user).get(pk=pk))
    context = {
        "conflict": shown.conflict,
        "conflict_panels": [_panel(shown, user, typed)],
        "shown_form": typed[1] if typed else None,
        "sees_case": CasePolicy().scope(user).filter(pk=shown.conflict.case_id).exists(),
    }
    return render(request, "governance/approval/conflict_detail.html", context, status=status)


@login_required
@require_POST
def conflict_act(request: Signed, pk: int, key: str) -> HttpResponse:
    """Run one act; what is wrong comes back with everything that was typed."""
    user = request.user
    act = ACTS.get(key)
    if act is None:
        raise Http404
    conflict = ConflictPolicy().access(user, pk)
    ensure(ConflictPolicy().check(user, key, conflict))
    shown = selectors.view(selectors.listing(user).get(pk=pk))
    form, version = _form(act, shown, request.POST), seen(request)

    def run() -> tuple[Any]:
        return (act.run(pk, user, {"agrees": False, **form.cleaned_data, "version": version}),)

    if saved(form, run, lambda: _require_open(conflict, version, user)):
        messages.success(request, str(act.done))
        if request.POST.get("back") == "case" and CasePolicy().scope(user).filter(pk=conflict.case_id).exists():
            answer = redirect("governance:case_detail", pk=conflict.case_id)
            answer["Location"] += f"#conflict-{pk}"
            return answer
        return redirect("governance:conflict_detail", pk=pk)
    return _page(request, user, pk, (key, form), status=status_of(form))


def _require_open(conflict: Conflict, version: int, user: User) -> None:
    """Raise `Stale` for an old page, `WrongState` for a conflict that is over."""
    ages.require(conflict, version, by=user, trail=conflict.case)
    if conflict.state != Conflict.State.OPEN:
        raise WrongState(
            _("This conflict is %(state)s already.") % {"state": conflict.get_state_display()}, current=conflict.state
        )
