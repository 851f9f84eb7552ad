"""Check a letter: by its code, and byte for byte by its hash."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from governance.approval.forms.verification import CodeForm, FileForm
from governance.approval.models import Decision
from governance.approval.selectors.decisions import verification
from governance.approval.selectors.public import public
from governance.approval.services.decisions import letters
from governance.approval.views.public import rate_limit
from registry.matters.services import numbers
from registry.web.views.responses import render_form

TIMES, SECONDS = 30, 60


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the code; a complete one leads to its page."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("governance:verify_code", code=form.cleaned_data["code"])
    return render_form(request, "governance/approval/verify.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the letter says. An unknown code and one that is not signed get the same answer."""
    if not rate_limit.allows(request, "verify", times=TIMES, seconds=SECONDS):
        answer = render(request, "governance/approval/verify_slow.html", status=429)
        answer["Retry-After"] = str(SECONDS)
        return answer
    decision = public.by_code(numbers.normalise_code(code))
    if decision is None:
        return render(request, "governance/approval/verify_unknown.html", {"form": CodeForm()}, status=404)
    return _answer(request, decision)


def _answer(request: HttpRequest, decision: Decision) -> HttpResponse:
    for letter in decision.letters.filter(attachment__isnull=True):
        letters.render(letter.pk)
    compared = None
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        compared = verification.compare(decision, form.cleaned_data["file"])
    context = {"decision": decision, "letters": verification.letters(decision), "compared": compared}
    return render_form(request, "governance/approval/verify_code.html", form, context)
