"""Pages of organisations."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.audit.selectors import audit
from registry.base.rules.errors import Incomplete, Stale
from registry.people.filters.people import OrganisationFilter
from registry.people.forms.organisations import OrganisationEndForm, OrganisationForm
from registry.people.policies.memberships import policy as membership_policy
from registry.people.policies.organisations import policy
from registry.people.policies.users import policy as user_policy
from registry.people.selectors import organisations as selector
from registry.people.services import organisations as service
from registry.people.tables.people import OrganisationTable
from registry.scope.models import Organisation
from registry.scope.policies.base import ensure
from registry.web.selectors import pagination
from registry.web.views import exports
from registry.web.views.exports import ExportColumn
from registry.web.views.responses import render_form, saved, seen
from registry.web.views.signed import Signed

_EXPORT = [
    ExportColumn(gettext_lazy("Chinese name"), lambda row: row.name_zh),
    ExportColumn(gettext_lazy("English name"), lambda row: row.name_en),
    ExportColumn(gettext_lazy("Kind"), lambda row: row.get_kind_display()),
    ExportColumn(gettext_lazy("Function"), lambda row: row.get_function_display() if row.function else ""),
    ExportColumn(gettext_lazy("Region code"), lambda row: row.region.code if row.region else ""),
    ExportColumn(gettext_lazy("Region"), lambda row: row.region.name if row.region else ""),
    ExportColumn(gettext_lazy("Credit code"), lambda row: row.credit_code),
    ExportColumn(gettext_lazy("Telephone"), lambda row: row.contact_phone),
    ExportColumn(gettext_lazy("Valid from"), lambda row: row.valid_from.isoformat()),
    ExportColumn(gettext_lazy("Valid to"), lambda row: row.valid_to.isoformat() if row.valid_to else ""),
    ExportColumn(gettext_lazy("Demonstration data"), lambda row: _("yes") if row.is_simulated else ""),
]


@login_required
def organisation_list(request: Signed) -> HttpResponse:
    """The organisations in scope, filtered and sorted."""
    form = OrganisationFilter(request.GET)
    order = request.GET.get("order", "name")
    rows = selector.listed(request.user, **form.values())
    keyset = selector.ORDERS.get(order, selector.ORDERS["name"])
    page = pagination.paginate(rows, order=keyset, cursor=request.GET.get("cursor", ""))
    shown = {
        "form": form,
        "page": page,
        "table": OrganisationTable(page.rows, sorted_by=order, target="organisation-list"),
        "may_create": bool(policy.check(request.user, "create")),
    }
    template = (
        "registry/people/_organisation_list.html"
        if getattr(request, "htmx", False)
        else "registry/people/organisation_list.html"
    )
    return render(request, template, shown)


@login_required
def organisation_export(request: Signed, kind: str) -> HttpResponseBase:
    """The filtered list as a file."""
    rows = selector.listed(request.user, **OrganisationFilter(request.GET).values())
    return exports.respond(rows.order_by("name_zh", "pk"), _EXPORT, kind, name="organisations")


@login_required
def organisation_detail(request: Signed, pk: int) -> HttpResponse:
    """One organisation with its people and mines."""
    user = request.user
    kept = policy.access(user, pk)
    sees_people = _sees_people(user, kept)
    shown = {
        "organisation": kept,
        "other_name": kept.name_en if kept.name == kept.name_zh else kept.name_zh,
        "facts": [fact for fact in _facts(kept) if fact["value"]],
        "below": selector.bodies_below(user, kept),
        "members": selector.members(kept) if sees_people else None,
        "acts": audit.panel(kept, names_people=sees_people),
        "mines": selector.mines_held(kept) if kept.kind == Organisation.Kind.COMPANY else None,
        "edit": policy.check(user, "edit", kept),
        "end": policy.check(user, "end", kept),
        "create_user": user_policy.check(user, "create"),
        "invites": any(g.role == "company_manager" and g.organisation_id == kept.pk for g in user.grants()),
        "is_over": kept.valid_to is not None and kept.valid_to < timezone.localdate(),
    }
    return render(request, "registry/people/organisation_detail.html", shown)


def _sees_people(user: Any, kept: Organisation) -> bool:
    """People are shown to their own organisation and to the three powers of its territory."""
    own = any(grant.organisation_id == kept.pk for grant in user.grants())
    return own or membership_policy.watches(user, kept)


def _facts(kept: Organisation) -> list[dict[str, Any]]:
    return [
        {"label": _("Kind"), "value": kept.get_kind_display()},
        {"label": _("Function"), "value": kept.get_function_display() if kept.function else ""},
        {"label": _("Region"), "value": kept.region or (_("Whole nation") if kept.kind != "company" else "")},
        {"label": _("Superior body"), "value": kept.parent or ""},
        {"label": _("Unified social credit code"), "value": kept.credit_code},
        {"label": _("Telephone"), "value": kept.contact_phone},
        {"label": _("Address"), "value": kept.contact_address},
        {"label": _("Valid from"), "value": kept.valid_from.isoformat()},
        {"label": _("Valid to"), "value": kept.valid_to.isoformat() if kept.valid_to else ""},
    ]


@login_required
def organisation_create(request: Signed) -> HttpResponse:
    """Enter an organisation."""
    user = request.user
    ensure(policy.check(user, "create"))
    form = OrganisationForm(request.POST or None, user=user)
    if request.method == "POST":
        made = saved(form, lambda: service.create(by=user, **form.values()))
        if made is not None:
            messages.success(request, _("The organisation is entered."))
            return redirect("registry:organisation_detail", made.pk)
    return render_form(request, "registry/people/organisation_form.html", form)


@login_required
def organisation_edit(request: Signed, pk: int) -> HttpResponse:
    """Change an organisation."""
    user = request.user
    kept = policy.access(user, pk)
    ensure(policy.check(user, "edit", kept))
    form = OrganisationForm(request.POST or None, instance=kept, user=user)
    if request.method == "POST" and saved(
        form, lambda: service.update(pk, by=user, version=seen(request), **form.values())
    ):
        messages.success(request, _("The organisation is saved."))
        return redirect("registry:organisation_detail", pk)
    return render_form(request, "registry/people/organisation_form.html", form, {"organisation": kept})


@login_required
def organisation_end(request: Signed, pk: int) -> HttpResponse:
    """End an organisation with a day."""
    user = request.user
    kept = policy.access(user, pk)
    ensure(policy.check(user, "end", kept))
    form = OrganisationEndForm(request.POST or None, initial={"on": timezone.localdate(), "version": kept.version})
    if request.method == "POST" and form.is_valid():
        try:
            service.end(pk, by=user, on=form.cleaned_data["on"], version=seen(request))
        except Incomplete as error:
            form.add_incomplete({"on": [text for texts in error.fields.values() for text in texts]})
        except Stale as error:
            form.add_stale(error)
        else:
            messages.success(request, _("The organisation ends on the day you gave."))
            return redirect("registry:organisation_detail", pk)
    return render_form(request, "registry/people/organisation_end.html", form, {"organisation": kept})
