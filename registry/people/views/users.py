"""Pages of accounts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from registry.base.rules.errors import OutOfScope
from registry.people.filters.people import UserFilter
from registry.people.forms.users import InviteForm, UserForm
from registry.people.policies.memberships import policy as membership_policy
from registry.people.policies.organisations import policy as organisation_policy
from registry.people.policies.users import policy
from registry.people.selectors import accounts
from registry.people.services import users as service
from registry.people.tables.people import UserTable
from registry.scope.models import Organisation, User
from registry.scope.policies.base import ensure
from registry.web.selectors import pagination
from registry.web.views import exports
from registry.web.views.exports import ExportColumn
from registry.web.views.responses import render_form, saved, seen
from registry.web.views.signed import Signed

_EXPORT = [
    ExportColumn(gettext_lazy("User name"), lambda row: row.username),
    ExportColumn(gettext_lazy("Full name"), lambda row: row.full_name),
    ExportColumn(gettext_lazy("E-mail"), lambda row: row.email),
    ExportColumn(gettext_lazy("Mobile phone"), lambda row: row.phone),
    ExportColumn(gettext_lazy("Organisation"), lambda row: row.home.name if row.home else ""),
    ExportColumn(gettext_lazy("State"), lambda row: _("Active") if row.is_active else _("Disabled")),
    ExportColumn(gettext_lazy("Account opened on"), lambda row: row.created_at),
]
#: Words of the verbs on a person's page: verb → (label, icon, question, tone).
VERBS = {
    "reset_password": (
        gettext_lazy("Reset password"),
        "key-round",
        gettext_lazy("The person is signed out everywhere and gets a one-time password, shown to you once."),
        "",
    ),
    "reset_second_factor": (
        gettext_lazy("Reset second factor"),
        "smartphone",
        gettext_lazy("The person is signed out everywhere and must set the second factor up afresh."),
        "",
    ),
    "unlock": (
        gettext_lazy("Lift sign-in lock"),
        "lock-open",
        gettext_lazy("Wrong attempts so far are forgotten."),
        "",
    ),
    "disable": (
        gettext_lazy("Disable account"),
        "user-x",
        gettext_lazy("The person is signed out at once and cannot sign in until the account is enabled."),
        "bad",
    ),
    "enable": (gettext_lazy("Enable account"), "user-check", gettext_lazy("The person can sign in again."), ""),
}


@login_required
def user_list(request: Signed) -> HttpResponse:
    """The people in scope, filtered and sorted."""
    form = UserFilter(request.GET)
    order = request.GET.get("order", "username")
    rows = accounts.listed(request.user, **form.values())
    keyset = accounts.ORDERS.get(order, accounts.ORDERS["username"])
    page = pagination.paginate(rows, order=keyset, cursor=request.GET.get("cursor", ""))
    held = accounts.current_memberships(page.rows)
    shown = {
        "form": form,
        "page": page,
        "table": UserTable(page.rows, memberships=held, sorted_by=order, target="user-list"),
        "create": policy.check(request.user, "create"),
    }
    template = (
        "registry/people/_user_list.html" if getattr(request, "htmx", False) else "registry/people/user_list.html"
    )
    return render(request, template, shown)


@login_required
def user_export(request: Signed, kind: str) -> HttpResponseBase:
    """The filtered list as a file."""
    rows = accounts.listed(request.user, **UserFilter(request.GET).values())
    return exports.respond(rows.order_by("username", "pk"), _EXPORT, kind, name="users")


@login_required
def user_detail(request: Signed, pk: int) -> HttpResponse:
    """One person with roles, sign-ins and what may be done."""
    user = request.user
    return _detail(request, policy.access(user, pk))


def _detail(request: Signed, person: User, password: str = "") -> HttpResponse:
    user = request.user
    rows = list(person.memberships.select_related("organisation").order_by("-valid_from", "-pk"))
    current = {row.pk for row in accounts.current_memberships([person])[person.pk]}
    shown = {
        "person": person,
        "rows": [(row, membership_policy.check(user, "end", row)) for row in rows],
        "current": current,
        "password": password,
        "edit": policy.check(user, "edit", person),
        "grant": membership_policy.check(user, "grant") if person.pk != user.pk else None,
        "verbs": _verbs(user, person),
        "has_factor": accounts.has_second_factor(person),
    }
    return render(request, "registry/people/user_detail.html", shown)


def _verbs(user: User, person: User) -> list[dict[str, Any]]:
    """The verbs that make sense for this account, each with the verdict on `user`."""
    hidden = {"enable"} if person.is_active else {"disable", "unlock", "reset_password"}
    if not accounts.has_second_factor(person):
        hidden.add("reset_second_factor")
    found = []
    for verb, (label, icon, text, tone) in VERBS.items():
        verdict = policy.check(user, verb, person)
        if verb in hidden or (not verdict and not user.roles() & {"administrator", "security_officer"}):
            continue
        found.append({"verb": verb, "label": label, "icon": icon, "text": text, "tone": tone, "verdict": verdict})
    return found


@login_required
@never_cache
def user_create(request: Signed) -> HttpResponse:
    """Open an account and show its one-time password."""
    user = request.user
    ensure(policy.check(user, "create"))
    form = UserForm(request.POST or None, user=user, home=_asked(request))
    return _opened(
        request, form, "registry/people/user_form.html", {}, lambda values: service.create(by=user, **values)
    )


@login_required
@never_cache
def organisation_invite(request: Signed, pk: int) -> HttpResponse:
    """A company manager opens an account for an applicant."""
    user = request.user
    company = organisation_policy.access(user, pk)
    ensure(policy.check_invite(user, company))
    form = InviteForm(request.POST or None)
    return _opened(
        request,
        form,
        "registry/people/user_invite.html",
        {"organisation": company},
        lambda values: service.invite(by=user, organisation_id=pk, **values),
    )


def _opened(
    request: Signed,
    form: Any,
    template: str,
    context: dict[str, Any],
    open_account: Callable[[dict[str, Any]], service.Opened],
) -> HttpResponse:
    if request.method == "POST":
        opened = saved(form, lambda: open_account(form.values() if hasattr(form, "values") else form.cleaned_data))
        if opened is not None:
            return _detail(request, opened.user, opened.password)
    return render_form(request, template, form, context)


def _asked(request: Signed) -> Organisation | None:
    """The organisation named in the address, when the person may see it."""
    user = request.user
    try:
        return organisation_policy.access(user, request.GET.get("organisation", ""))
    except OutOfScope:
        return None


@login_required
def user_edit(request: Signed, pk: int) -> HttpResponse:
    """Change an account."""
    user = request.user
    person = policy.access(user, pk)
    ensure(policy.check(user, "edit", person))
    form = UserForm(request.POST or None, instance=person, user=user)
    if request.method == "POST" and saved(
        form, lambda: service.update(pk, by=user, version=seen(request), **form.values())
    ):
        messages.success(request, _("The account is saved."))
        return redirect("registry:user_detail", pk)
    return render_form(request, "registry/people/user_form.html", form, {"person": person})


@require_POST
@login_required
@never_cache
def user_verb(request: Signed, pk: int, verb: str) -> HttpResponse:
    """Disable, enable, unlock an account, or reset its password or second factor."""
    user = request.user
    if verb == "reset_password":
        opened = service.reset_password(pk, by=user, version=seen(request))
        return _detail(request, opened.user, opened.password)
    done = {
        "disable": (service.disable, _("The account is disabled.")),
        "enable": (service.enable, _("The account is enabled.")),
        "unlock": (service.unlock, _("The sign-in lock is lifted.")),
        "reset_second_factor": (service.reset_second_factor, _("The second factor is reset.")),
    }.get(verb)
    if done is None:
        raise OutOfScope
    done[0](pk, by=user, version=seen(request))
    messages.success(request, done[1])
    return redirect("registry:user_detail", pk)
