"""Substitutions: who stands in while a colleague is away; the head names and ends them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from governance.approval.filters.substitutions import SubstitutionFilter
from governance.approval.forms.substitutions import SubstitutionForm
from governance.approval.policies.seats import SubstitutionPolicy
from governance.approval.selectors.seats import substitutions as selectors
from governance.approval.services.seats import seats
from governance.approval.tables.substitutions import EXPORT_COLUMNS, SubstitutionTable, described
from registry.base.rules.errors import Incomplete
from registry.scope.models import User
from registry.scope.policies.base import ensure
from registry.web.selectors.pagination import paginate
from registry.web.views import exports
from registry.web.views.responses import seen
from registry.web.views.signed import Signed


@login_required
@require_http_methods(["GET", "POST"])
def substitution_list(request: Signed) -> HttpResponseBase:
    """The substitutions of the reader's departments, and the form by which a head names one."""
    user = request.user
    is_post = request.method == "POST"
    ensure(SubstitutionPolicy().check(user, "name" if is_post else "view"))
    form = _form(request, user)
    if is_post and form is not None and form.is_valid():
        try:
            seats.substitute(by=user, **form.given())
        except Incomplete as error:
            form.add_incomplete(error.fields)
        else:
            messages.success(request, _("The substitute was named and told."))
            return redirect("governance:substitution_list")
    chosen = SubstitutionFilter(request.GET, queryset=selectors.listing(user), request=request)
    order = request.GET.get("order", "-from")
    keys = selectors.ORDERS.get(order, selectors.ORDERS["-from"])
    if export := request.GET.get("export"):
        return exports.respond(chosen.qs.order_by(*keys), EXPORT_COLUMNS, export, name="substitutions")
    page = paginate(chosen.qs, order=keys, cursor=request.GET.get("cursor", ""))
    described(page.rows, SubstitutionPolicy().headed(user))
    shown = order if order in selectors.ORDERS else "-from"
    table = SubstitutionTable(page.rows, sorted_by=shown, target="substitution-list")
    context = {"filter": chosen, "page": page, "table": table, "form": form}
    is_part = request.htmx and not is_post
    name = "governance/approval/_substitution_rows.html" if is_part else "governance/approval/substitution_list.html"
    return render(request, name, context, status=422 if is_post else 200)


def _form(request: Signed, user: User) -> SubstitutionForm | None:
    """The form of a head; None for anybody else, who only reads."""
    bodies = selectors.headed(user)
    if not bodies:
        return None
    data = request.POST if request.method == "POST" else None
    return SubstitutionForm(data, bodies=bodies, people=selectors.colleagues(bodies))


@login_required
@require_POST
def substitution_end(request: Signed, pk: int) -> HttpResponse:
    """End a substitution early."""
    user = request.user
    seats.end_substitution(pk, by=user, version=seen(request))
    messages.success(request, _("The substitution was ended."))
    return redirect("governance:substitution_list")
