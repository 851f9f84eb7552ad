"""Meetings of the committee: calling one, and the minutes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from governance.committee.forms.meetings import CallForm
from governance.committee.models import Meeting
from governance.committee.policies.meetings import MeetingPolicy
from governance.committee.selectors import meetings as selectors
from governance.committee.services import meetings, minutes
from registry.base.rules.errors import Incomplete
from registry.files.services import attachments
from registry.scope.policies.base import ensure
from registry.web.views.signed import Signed


@login_required
@require_http_methods(["GET", "POST"])
def meeting_new(request: Signed) -> HttpResponse:
    """Call a meeting: its head, and the open conflicts and failed checks that it may treat."""
    user = request.user
    ensure(MeetingPolicy().check(user, "call"))
    asked = request.GET.get("kind", "")
    kind = asked if asked in Meeting.Kind.values else Meeting.Kind.COMMITTEE.value
    form = CallForm(
        request.POST if request.method == "POST" else None,
        questions=selectors.questions(user, kind),
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
def meeting_minutes(request: Signed, pk: int) -> HttpResponseBase:
    """The minutes of a closed meeting, made now if nobody asked before."""
    user = request.user
    meeting = MeetingPolicy().access(user, pk)
    return attachments.download_response(minutes.render(meeting.pk))
