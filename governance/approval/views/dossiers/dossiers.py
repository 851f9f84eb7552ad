"""The dossier editor: one page per section, a page that lists what is missing, and the submission."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from governance.approval.forms.sections import BUNDLES
from governance.approval.models import Case
from governance.approval.services.cases import cases as case_service
from governance.approval.services.dossiers import dossiers, revisions, section_crosschecks, sections
from governance.approval.services.dossiers.section_crosschecks import READERS
from governance.approval.services.dossiers.sections import SectionKind
from governance.approval.views.dossiers import dossier_parts as parts
from registry.base.rules.errors import Incomplete, OutOfScope, Stale
from registry.dossiers.forms.sections import SectionBundle
from registry.dossiers.services.section_checks import Messages
from registry.scope.models import User
from registry.web.views.responses import seen
from registry.web.views.signed import Signed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dossier_edit(request: Signed, pk: int, section: str) -> HttpResponse:
    """Write one section of the draft."""
    user = request.user
    case = parts.editable(user, pk)
    kind = next((kind for kind in sections.of(case) if kind.key == section), None)
    if kind is None:
        raise Http404
    bundle = _bundle(case, kind, request)
    if request.method == "POST":
        return _posted(request, case, kind, bundle, user)
    missing = sections.missing(case)
    if request.GET.get("check"):
        bundle.show(missing.get(kind.key, {}))
    return _page(request, case, kind, bundle, missing=missing)


def _bundle(case: Case, kind: SectionKind, request: Signed) -> SectionBundle:
    reader = READERS[kind.key]
    draft = reader.draft(case.application)
    if draft is None:
        raise OutOfScope
    typed = request.POST if request.method == "POST" else None
    changes_rows = typed is not None and ("add" in typed or "remove" in typed)
    return BUNDLES[kind.key](reader.read(draft), case.mine, typed, keeps_empty=changes_rows)


def _posted(request: Signed, case: Case, kind: SectionKind, bundle: SectionBundle, user: User) -> HttpResponse:
    if "add" in request.POST or "remove" in request.POST:
        return _rows_changed(request, case, kind, bundle)
    values: dict[str, Any] = {"data": bundle.data(), "rows": bundle.row_data(), "version": bundle.version()}
    if "autosave" in request.POST:
        return _autosaved(request, case, kind, values, user)
    try:
        dossiers.save(case.pk, kind.key, by=user, **values)
    except Incomplete as error:
        bundle.show(error.fields)
        return _page(request, case, kind, bundle, status=422)
    except Stale as error:
        bundle.form.add_stale(error)
        return _page(request, case, kind, bundle, status=409)
    messages.success(request, _("The draft was saved."))
    if "next" in request.POST:
        return redirect(parts.next_url(case, kind.key))
    return redirect("governance:dossier_edit", pk=case.pk, section=kind.key)


def _rows_changed(request: Signed, case: Case, kind: SectionKind, bundle: SectionBundle) -> HttpResponse:
    """Add or remove a row of what was typed; nothing is saved by it."""
    relation, _dash, index = request.POST.get("remove", request.POST.get("add", "")).partition("-")
    rows = bundle.rows.get(relation)
    if rows is None:
        raise Http404
    if "remove" in request.POST:
        rows.remove(int(index) if index.isascii() and index.isdigit() and len(index) < 6 else -1)
    else:
        rows.add()
    if not request.htmx:
        return _page(request, case, kind, bundle)
    context = {
        "rows": rows,
        "action": reverse("governance:dossier_edit", args=[case.pk, kind.key]),
        "dimension": kind.dimension,
        "added": "add" in request.POST,
    }
    return render(request, "components/rowset.html", context)


def _autosaved(request: Signed, case: Case, kind: SectionKind, values: dict[str, Any], user: User) -> HttpResponse:
    """Save in the background; what is refused is told in one line and never takes the page away."""
    try:
        draft = dossiers.save(case.pk, kind.key, by=user, **values)
    except Incomplete as error:
        count = sum(map(len, error.fields.values()))
        text = ngettext("Not saved: %(n)s value cannot be right", "Not saved: %(n)s values cannot be right", count)
        return render(request, "governance/approval/_dossier_saved.html", {"problem": text % {"n": count}}, status=422)
    except Stale as error:
        return render(request, "governance/approval/_dossier_saved.html", {"problem": error.message}, status=422)
    return render(
        request, "governance/approval/_dossier_saved.html", {"draft": draft, "saved": _time(draft.updated_at)}
    )


def _time(moment: Any) -> str:
    local = timezone.localtime(moment)
    today = local.date() == timezone.localdate()
    time = date_format(local, "H:i")
    return time if today else f"{date_format(local, 'SHORT_DATE_FORMAT')} {time}"


def _page(
    request: Signed,
    case: Case,
    kind: SectionKind,
    bundle: SectionBundle,
    *,
    missing: dict[str, Messages] | None = None,
    status: int = 200,
) -> HttpResponse:
    known = sections.missing(case) if missing is None else missing
    section = bundle.form.instance
    context = {
        "case": case,
        "marks": [case.number],
        "kind": kind,
        "bundle": bundle,
        "errors": bundle.summary(),
        "old": bundle.form if bundle.form.stale else None,
        "steps": parts.steps(case, kind.key, known),
        "action": reverse("governance:dossier_edit", args=[case.pk, kind.key]),
        "saved": _time(section.updated_at) if section.version > 1 else "",
        "lacking": sum(map(len, known.get(kind.key, {}).values())),
        "correction": case.corrections.order_by("-number").first() if case.state == Case.State.CORRECTING else None,
    }
    return render(request, "governance/approval/dossier_edit.html", context, status=status)


@login_required
@require_GET
def dossier_check(request: Signed, pk: int) -> HttpResponse:
    """Everything that stands between the draft and its submission, with links to mend it."""
    user = request.user
    case = parts.editable(user, pk)
    return _check_page(request, case)


@login_required
@require_POST
def dossier_submit(request: Signed, pk: int) -> HttpResponse:
    """Submit the dossier; what is missing comes back as the check page."""
    user = request.user
    case = parts.editable(user, pk)
    known = seen(request)
    case_service.require_version(case, known, by=user)
    if not request.POST.get("declared"):
        return _check_page(request, case, undeclared=True, status=422)
    try:
        revisions.submit(case.pk, by=user, version=known)
    except Incomplete:
        return _check_page(request, case, status=422)
    messages.success(request, _("The application was submitted: the authority now checks its completeness."))
    return redirect("governance:case_detail", pk=case.pk)


def _check_page(request: Signed, case: Case, *, undeclared: bool = False, status: int = 200) -> HttpResponse:
    drafts = section_crosschecks.read(case)
    missing, warnings = sections.missing(case, drafts), section_crosschecks.warnings(drafts)
    groups = [
        {
            "label": step["label"],
            "url": step["url"],
            "items": _items(step["key"], step["url"], missing.get(step["key"], {})),
            "warnings": [text for texts in warnings.get(step["key"], {}).values() for text in texts],
        }
        for step in parts.steps(case, "check", missing)[:-1]
    ]
    context = {
        "case": case,
        "marks": [case.number],
        "groups": groups,
        "steps": parts.steps(case, "check", missing),
        "count": sum(len(group["items"]) for group in groups),
        "undeclared": undeclared,
    }
    return render(request, "governance/approval/dossier_check.html", context, status=status)


def _items(key: str, url: str, messages_: Messages) -> list[dict[str, str]]:
    """Messages with the place on the page of their section where they can be mended."""
    if key == sections.DOCUMENTS:
        return [{"url": f"{url}#doc-{code}", "text": text} for code, texts in messages_.items() for text in texts]
    tables = {kind.relation for kind in sections.KINDS[key].layout.rows}
    found = []
    for name, texts in messages_.items():
        anchor = f"rows-{name}" if name in tables else f"id_{name}"
        found += [{"url": f"{url}?check=1#{anchor}", "text": _located(key, name, text)} for text in texts]
    return found


def _located(key: str, name: str, text: str) -> str:
    """A message about a cell says which row it means."""
    relation, dash, rest = name.partition("-")
    if not dash:
        return text
    kinds = {kind.relation: kind for kind in sections.KINDS[key].layout.rows}
    title = kinds[relation].model._meta.verbose_name
    number = int(rest.partition("-")[0]) + 1
    return _("%(table)s, row %(number)s: %(text)s") % {"table": title, "number": number, "text": text}
