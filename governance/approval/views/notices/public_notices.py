"""Everybody comments on a public notice, and finds the answer by a reference."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from governance.approval.forms.follow_ups import CommentForm, ReferenceForm
from governance.approval.models import Case
from governance.approval.selectors.notices import notices as selectors
from governance.approval.selectors.public import public
from governance.approval.services.notices import notices
from governance.approval.views.public import public_case_page, rate_limit
from registry.base.rules.errors import OutOfScope
from registry.web.views.responses import render_form, saved

TIMES, SECONDS = 5, 600
LOOKUPS, LOOKUP_SECONDS = 30, 60


@require_POST
def public_comment(request: HttpRequest, number: str) -> HttpResponse:
    """Take a comment; what is refused comes back on the page with everything that was typed."""
    case = public.access_case(number)
    form = CommentForm(request.POST)
    if form.is_valid():
        if not rate_limit.allows(request, "comment", times=TIMES, seconds=SECONDS):
            form.add_error(None, _("Many comments came from your network. Please wait ten minutes and send it again."))
            answer = _page(request, case, form, status=429)
            answer["Retry-After"] = str(SECONDS)
            return answer
        given = {key: form.cleaned_data[key] for key in ("text", "name", "contact")}
        made = saved(form, lambda: notices.comment(case.number, **given))
        if made:
            return redirect("governance:public_comment_detail", reference=made.reference)
    return _page(request, case, form, status=422)


def _page(request: HttpRequest, case: Case, form: CommentForm, *, status: int) -> HttpResponse:
    context = public_case_page.context(case, public.decision_of(case)) | {"comment_form": form}
    return render(request, "governance/approval/public_case.html", context, status=status)


@require_safe
def public_comment_find(request: HttpRequest) -> HttpResponse:
    """Ask for the reference; one that is known leads to its page."""
    form = ReferenceForm(request.GET if "reference" in request.GET else None)
    if form.is_bound and form.is_valid():
        if not rate_limit.allows(request, "reference", times=LOOKUPS, seconds=LOOKUP_SECONDS):
            return _slow(request)
        found = selectors.by_reference(form.cleaned_data["reference"])
        if found is not None:
            return redirect("governance:public_comment_detail", reference=found.reference)
        form.add_error("reference", _("No comment carries this reference."))
    return render_form(request, "governance/approval/public_comment_find.html", form)


@require_safe
def public_comment_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """What was said and what was answered, for who knows the reference."""
    if not rate_limit.allows(request, "reference", times=LOOKUPS, seconds=LOOKUP_SECONDS):
        return _slow(request)
    comment = selectors.by_reference(reference)
    if comment is None:
        form = ReferenceForm()
        return render(
            request, "governance/approval/public_comment_find.html", {"form": form, "unknown": True}, status=404
        )
    context = {"comment": comment, "is_public": _is_public(comment.notice.matter.case)}
    answer = render(request, "governance/approval/public_comment.html", context)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _is_public(case: Case) -> bool:
    """Whether the page of the case can be opened by everybody."""
    try:
        public.access_case(case.number)
    except OutOfScope:
        return False
    return True


def _slow(request: HttpRequest) -> HttpResponse:
    answer = render(request, "governance/approval/verify_slow.html", status=429)
    answer["Retry-After"] = str(LOOKUP_SECONDS)
    return answer
