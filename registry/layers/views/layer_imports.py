"""Pages of the import of a map layer: hand in, read the report, load."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from registry.base.rules import problem_words
from registry.base.rules.problems import Problem
from registry.files.models import Attachment
from registry.layers.forms.layers import LayerImportForm
from registry.layers.models import LayerImport, MapLayer
from registry.layers.policies.layers import import_policy, policy
from registry.layers.selectors import layers as selector
from registry.layers.services import layers as service
from registry.scope.policies import base
from registry.web.views import exports
from registry.web.views.exports import ExportColumn
from registry.web.views.responses import render_form, saved
from registry.web.views.signed import Signed

MAX_IMPORTS, MAX_SHOWN = 20, 200

_EXPORT = [
    ExportColumn(gettext_lazy("Feature"), lambda row: row["number"]),
    ExportColumn(pgettext_lazy("feature", "Name"), lambda row: row["name"]),
    ExportColumn(gettext_lazy("Field"), lambda row: row["field"]),
    ExportColumn(gettext_lazy("Reason"), lambda row: reason_of(row)),
]


def reason_of(row: dict[str, Any]) -> str:
    """Why a feature was left out."""
    return problem_words.text_of(Problem(row["code"], row["params"]))


@login_required
def layer_import(request: Signed) -> HttpResponse:
    """Hand in a layer; it is checked first."""
    user = request.user
    base.ensure(policy.check(user, "import"))
    form = LayerImportForm(request.POST, request.FILES) if request.method == "POST" else LayerImportForm()
    if request.method == "POST":
        made = saved(form, lambda: service.check(form.cleaned_data["file"], form.description(), by=user))
        if made is not None:
            return redirect("registry:layer_report", made.pk)
    return render_form(
        request, "registry/layers/layer_import.html", form, {"imports": selector.imports(user)[:MAX_IMPORTS]}
    )


@login_required
@require_safe
def layer_report(request: Signed, pk: int) -> HttpResponse:
    """What a file holds: how many features would be loaded, and why the others would not."""
    user = request.user
    kept = import_policy.access(user, pk)
    problems = [{**row, "text": reason_of(row)} for row in kept.problems[:MAX_SHOWN]]
    shown = {
        "kept": kept,
        "kind": MapLayer.Kind(kept.fields["kind"]).label,
        "problems": problems,
        "load": _verdict(kept, user),
        "is_same": _is_same(kept),
    }
    return render(request, "registry/layers/layer_report.html", shown)


def _verdict(kept: LayerImport, user: Any) -> base.Verdict | None:
    """Whether the file can be loaded now; None where it was loaded already."""
    if kept.layer_id is not None:
        return None
    if kept.attachment.state != Attachment.State.CLEAN:
        return base.Denied(kept.attachment.reason)
    if not kept.feature_count:
        return base.Denied(_("There is nothing to load."))
    return import_policy.check(user, "load", kept)


def _is_same(kept: LayerImport) -> bool:
    """Whether the very same layer is in force: loading would change nothing."""
    return MapLayer.objects.filter(content_hash=kept.content_hash, valid_to__isnull=True).exists()


@login_required
@require_POST
def layer_load(request: Signed, pk: int) -> HttpResponse:
    """Load what was checked."""
    user = request.user
    found = service.load(pk, by=user)
    if found.is_new:
        messages.success(request, _("The layer is in force."))
    else:
        messages.info(request, _("The very same layer was in force already; nothing was changed."))
    return redirect("registry:layer_detail", found.layer.pk)


@login_required
@require_safe
def layer_problems(request: Signed, pk: int, kind: str) -> HttpResponseBase:
    """The features that were left out as CSV or XLSX."""
    user = request.user
    kept = import_policy.access(user, pk)
    return exports.respond(kept.problems, _EXPORT, kind, name=f"layer-import-{kept.pk}-problems")
