"""Meetings of the committee: the list, calling one, and the minutes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from governance.committee.filters.meetings import MeetingFilter
from governance.committee.forms.meetings import CallForm
from governance.committee.models import Meeting
from governance.committee.policies.meetings import MeetingPolicy
from governance.committee.selectors import meetings as selectors
from governance.committee.services import meetings, minutes
from governance.committee.tables.meetings import EXPORT_COLUMNS, MeetingTable
from registry.base.rules.errors import Incomplete
from registry.files.services import attachments
from registry.scope.models import User
from registry.scope.policies.base import ensure
from registry.web.selectors.pagination import paginate
from registry.web.views import exports

ORDERS = {"-held": ("-held_at", "-id"), "held": ("held_at", "id")}


@login_required
@require_GET
def meeting_list(request: HttpRequest) -> HttpResponseBase:
    """Meetings in scope; filters, sort, keyset pages, export."""
    user: User = request.user  # type: ignore[assignment]
    chosen = MeetingFilter(request.GET, queryset=selectors.listing(user), request=request)
    order = request.GET.get("order", "-held")
    keys = ORDERS.get(order, ORDERS["-held"])
    if export := request.GET.get("export"):
        return exports.respond(chosen.qs.order_by(*keys), EXPORT_COLUMNS, export, name="meetings")
    page = paginate(chosen.qs, order=keys, cursor=request.GET.get("cursor", ""))
    context = {
        "filter": chosen,
        "page": page,
        "table": MeetingTable(page.rows, sorted_by=order if order in ORDERS else "-held", target="meeting-list"),
        "may_call": bool(MeetingPolicy().check(user, "call")),
    }
    fragment = "governance/committee/_meeting_rows.html" if request.htmx else "governance/committee/meeting_list.html"  # type: ignore[attr-defined]
    return render(request, fragment, context)


@login_required
@require_http_methods(["GET", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Call a meeting: its head, and the open conflicts and failed checks that it may treat."""
    user: User = request.user  # type: ignore[assignment]
    ensure(MeetingPolicy().check(user, "call"))
    asked = request.GET.get("kind", "")
    kind = asked if asked in Meeting.Kind.values else Meeting.Kind.COMMITTEE.value
    form = CallForm(
        request.POST if request.method == "POST" else None,
        conflicts=selectors.open_conflicts(user, kind),
        checks=selectors.failed_checks(user) if kind == Meeting.Kind.COMMITTEE else (),
    )
    if kind == Meeting.Kind.JOINT:
        del form.fields["ballot"]
    if request.method == "POST" and form.is_valid():
        head = {name: form.cleaned_data[name] for name in CallForm.HEAD if name in form.fields}
        try:
            made = meetings.call(by=user, kind=kind, items=form.drafts(), **head)
        except Incomplete as error:
            form.add_incomplete(error.fields)
        else:
            messages.success(request, _("The meeting was called and everybody invited."))
            return redirect("governance:meeting_detail", pk=made.pk)
    context = {"form": form, "kind": kind, "kinds": Meeting.Kind.choices}
    status = 422 if request.method == "POST" else 200
    return render(request, "governance/committee/meeting_form.html", context, status=status)


@login_required
@require_GET
def meeting_minutes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The minutes of a closed meeting, made now if nobody asked before."""
    user: User = request.user  # type: ignore[assignment]
    meeting = MeetingPolicy().access(user, pk)
    return attachments.download_response(minutes.render(meeting.pk))
