"""The sign-in log."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from registry.people.filters.people import SignInFilter
from registry.people.policies.sign_in_log import policy
from registry.people.selectors import sign_in_log as selector
from registry.people.tables.people import SignInTable
from registry.scope.policies.base import ensure
from registry.web.selectors import pagination
from registry.web.views import exports
from registry.web.views.exports import ExportColumn
from registry.web.views.signed import Signed

_EXPORT = [
    ExportColumn(gettext_lazy("Time"), lambda row: row.at),
    ExportColumn(gettext_lazy("User name"), lambda row: row.username),
    ExportColumn(gettext_lazy("Full name"), lambda row: row.user.full_name if row.user else ""),
    ExportColumn(gettext_lazy("Event"), lambda row: row.get_kind_display()),
    ExportColumn(gettext_lazy("IP address"), lambda row: row.ip or ""),
    ExportColumn(gettext_lazy("Browser"), lambda row: row.user_agent),
]


@login_required
def sign_in_log(request: Signed) -> HttpResponse:
    """Who signed in, out, failed or was locked."""
    user = request.user
    ensure(policy.check(user, "view"))
    form = SignInFilter(request.GET)
    rows = selector.listed(user, **form.values())
    page = pagination.paginate(rows, order=selector.ORDER, cursor=request.GET.get("cursor", ""), size=50)
    shown = {"form": form, "page": page, "table": SignInTable(page.rows, target="sign-in-list")}
    template = (
        "registry/people/_sign_in_list.html" if getattr(request, "htmx", False) else "registry/people/sign_in_log.html"
    )
    return render(request, template, shown)


@login_required
def sign_in_log_export(request: Signed, kind: str) -> HttpResponseBase:
    """The filtered log as a file."""
    user = request.user
    ensure(policy.check(user, "view"))
    rows = selector.listed(user, **SignInFilter(request.GET).values())
    return exports.respond(rows.order_by("-at", "-pk"), _EXPORT, kind, name="sign-ins")
