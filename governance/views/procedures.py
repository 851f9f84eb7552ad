"""The rules of procedure: open to everybody, published by administrators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from governance.forms.procedures import VersionForms
from governance.models import Procedure
from governance.models.procedures import Certainty
from governance.policies.procedures import ProcedurePolicy
from governance.selectors import procedures as selectors
from governance.services import procedures, sections
from registry.errors import Incomplete
from registry.models import User
from registry.policies.base import Denied, ensure

CERTAINTY_TONES = {Certainty.VERIFIED: "ok", Certainty.LIKELY: "warn", Certainty.DESIGN: "info"}


@require_GET
def procedure_list(request: HttpRequest) -> HttpResponse:
    """Every procedure, the version in force first."""
    return render(request, "governance/procedure_list.html", {"lines": selectors.lines(), "tones": CERTAINTY_TONES})


@require_GET
def procedure_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: every rule with its source, its validity and how certain it is."""
    procedure = get_object_or_404(Procedure, pk=pk)
    line = selectors.line_of(procedure)
    verdict = None
    if isinstance(request.user, User):
        verdict = ProcedurePolicy().check(request.user, "publish", procedure)
    context = {
        "procedure": procedure,
        "line": line,
        "in_force": selectors.in_force(procedure),
        "is_newest": line.versions[0].pk == procedure.pk,
        "seats": procedure.seats.all(),
        "documents": procedure.documents.all(),
        "sections": [sections.KINDS[key] for key in procedure.sections if key in sections.KINDS],
        "labels": {kind.key: kind.label for kind in sections.KINDS.values()},
        "tones": CERTAINTY_TONES,
        "may_publish": bool(verdict),
        "denied": verdict.reason if isinstance(verdict, Denied) else "",
    }
    return render(request, "governance/procedure_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def procedure_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the next version; open cases go on under their own copy."""
    user: User = request.user  # type: ignore[assignment]
    before = ProcedurePolicy().access(user, pk)
    ensure(ProcedurePolicy().check(user, "publish", before))
    forms = VersionForms(before, request.POST if request.method == "POST" else None)
    if request.method == "POST" and forms.is_valid():
        try:
            made = procedures.publish_version(pk, by=user, content=forms.content())
        except Incomplete as error:
            forms.main.add_incomplete(error.fields)
        else:
            messages.success(request, _("Version %(version)s is published.") % {"version": made.version})
            return redirect("governance:procedure_detail", pk=made.pk)
    status = 422 if request.method == "POST" else 200
    context = {"procedure": before, "forms": forms, "faults": forms.faults() if status == 422 else []}
    return render(request, "governance/procedure_form.html", context, status=status)
