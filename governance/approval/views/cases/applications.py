"""Start an application."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from governance.approval.forms.applications import ApplicationForm
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.cases import applications
from governance.approval.services.cases import cases
from governance.approval.views.dossiers import dossier_parts
from registry.base.rules.errors import Incomplete
from registry.scope.policies.base import ensure
from registry.web.views.responses import render_form
from registry.web.views.signed import Signed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_start(request: Signed) -> HttpResponse:
    """Choose a mine of one's own company and a procedure, then open the dossier."""
    user = request.user
    ensure(CasePolicy().check(user, "open"))
    mines, procedures = applications.mines_to_apply_for(user), applications.procedures_in_force()
    initial = {"mine": request.GET.get("mine", ""), "procedure": procedures.first()}
    posted = request.POST if request.method == "POST" else None
    form = ApplicationForm(posted, mines=mines, procedures=procedures, initial=initial)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            case = cases.open_case(
                data["mine"].pk, data["procedure"].code, by=user, title_zh=data["title_zh"], title_en=data["title_en"]
            )
        except Incomplete as error:
            form.add_incomplete(error.fields)
        else:
            return redirect(dossier_parts.first_url(case))
    return render_form(request, "governance/approval/case_start.html", form, {"has_mines": mines.exists()})
