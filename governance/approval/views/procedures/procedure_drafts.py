"""Draft the next version of a procedure, and let a second administrator publish it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from governance.approval.forms.procedures import DraftForms, with_another
from governance.approval.models import ProcedureDraft
from governance.approval.policies.procedures import ProcedureDraftPolicy, ProcedurePolicy
from governance.approval.selectors.procedures import procedure_changes
from governance.approval.services.dossiers import sections
from governance.approval.services.procedures import procedure_drafts as drafts
from governance.approval.services.procedures import procedures
from governance.approval.views.procedures.procedures import list_context
from registry.base.rules.errors import Incomplete, Stale
from registry.scope.models import User
from registry.scope.policies.base import Denied, ensure
from registry.web.views.signed import Signed


@login_required
@require_POST
def procedure_draft_start(request: Signed) -> HttpResponse:
    """Begin a draft: of the next version, or of a new procedure."""
    code = request.POST.get("code", "")
    try:
        draft = drafts.start(code, by=_user(request))
    except Incomplete as error:
        context = list_context(request, code=code[:80], faults=error.fields.get("code", []))
        return render(request, "governance/approval/procedure_list.html", context, status=422)
    return redirect("governance:procedure_draft_edit", pk=draft.pk)


@login_required
@require_GET
def procedure_draft(request: Signed, pk: int) -> HttpResponse:
    """What the draft changes, and what can be done with it."""
    return _page(request, _draft(request, pk))


@login_required
@require_http_methods(["GET", "POST"])
def procedure_draft_edit(request: Signed, pk: int) -> HttpResponse:
    """The whole procedure as one form; rows are added without script."""
    draft = _draft(request, pk)
    ensure(ProcedureDraftPolicy().check(_user(request), "save", draft))
    part = request.POST.get("add_row", "")
    data = (with_another(request.POST, part) if part else request.POST) if request.method == "POST" else None
    forms = DraftForms(draft.content, data)
    carried = draft.version if data is None else _version(request)
    shown: dict[str, Any] = {"draft": draft, "forms": forms, "version": carried}
    if data is None or part:
        return render(request, "governance/approval/procedure_form.html", shown)
    try:
        drafts.require_version(draft, _version(request), by=_user(request))
        if forms.is_valid():
            drafts.save(pk, by=_user(request), content=forms.content(), version=_version(request))
            messages.success(request, _("The draft is saved."))
            return redirect("governance:procedure_draft", pk=pk)
        faults = forms.faults()
    except Incomplete as error:
        faults = forms.show(error.fields)
    except Stale as error:
        old = {**shown, "old": {"stale": error}, "version": error.now["version"]}
        return render(request, "governance/approval/procedure_form.html", old, status=409)
    return render(request, "governance/approval/procedure_form.html", {**shown, "faults": faults}, status=422)


@login_required
@require_POST
def procedure_draft_submit(request: Signed, pk: int) -> HttpResponse:
    """Hand the draft to another administrator; what is missing comes back on the form."""
    draft = _draft(request, pk)
    try:
        drafts.submit(pk, by=_user(request), version=_version(request))
    except Incomplete as error:
        forms = DraftForms(draft.content)
        shown = {"draft": draft, "forms": forms, "version": draft.version, "faults": forms.show(error.fields)}
        return render(request, "governance/approval/procedure_form.html", shown, status=422)
    messages.success(request, _("The draft waits for a second administrator."))
    return redirect("governance:procedure_draft", pk=pk)


@login_required
@require_POST
def procedure_draft_return(request: Signed, pk: int) -> HttpResponse:
    """Give the draft back with a reason."""
    draft, reason = _draft(request, pk), request.POST.get("reason", "")
    try:
        drafts.return_draft(pk, by=_user(request), reason=reason, version=_version(request))
    except Incomplete as error:
        return _page(request, draft, status=422, reason=reason, faults=error.fields.get("reason", []))
    except Stale as error:
        return _page(request, _draft(request, pk), status=409, reason=reason, old={"stale": error})
    messages.success(request, _("The draft is returned to its author."))
    return redirect("governance:procedure_draft", pk=pk)


@login_required
@require_POST
def procedure_draft_publish(request: Signed, pk: int) -> HttpResponse:
    """Publish the draft of another administrator."""
    draft = _draft(request, pk)
    try:
        made = drafts.publish(pk, by=_user(request), version=_version(request))
    except Incomplete as error:
        shown = DraftForms(draft.content).show(error.fields)
        return _page(request, draft, status=422, incomplete=[{**fault, "url": ""} for fault in shown])
    messages.success(request, _("Version %(version)s is published.") % {"version": made.version})
    return redirect("governance:procedure_detail", pk=made.pk)


@login_required
@require_POST
def procedure_draft_discard(request: Signed, pk: int) -> HttpResponse:
    """Give the draft up."""
    _draft(request, pk)
    drafts.discard(pk, by=_user(request), version=_version(request))
    messages.success(request, _("The draft is discarded."))
    return redirect("governance:procedure_list")


def _page(request: Signed, draft: ProcedureDraft, *, status: int = 200, **more: Any) -> HttpResponse:
    labels = {kind.key: kind.label for kind in sections.KINDS.values()}
    before = procedures.content(draft.base) if draft.base else {}
    writes = ProcedureDraftPolicy().check(_user(request), "save", draft)
    releases = ProcedureDraftPolicy().check(_user(request), "publish", draft)
    context = {
        "draft": draft,
        "content": draft.content,
        "title": _title(draft),
        "parts": procedure_changes.compare(before, draft.content, labels),
        "is_author": bool(writes),
        "denied": releases.reason if isinstance(releases, Denied) else "",
        **more,
    }
    return render(request, "governance/approval/procedure_draft.html", context, status=status)


def _title(draft: ProcedureDraft) -> str:
    """The name in the reader's language, else the other one, else the code."""
    zh, en = str(draft.content.get("name_zh") or ""), str(draft.content.get("name_en") or "")
    return ((zh or en) if (get_language() or "zh").startswith("zh") else (en or zh)) or draft.code


def _draft(request: Signed, pk: int) -> ProcedureDraft:
    """The draft in scope: 403 for those who write no procedures at all, 404 when there is none."""
    ensure(ProcedurePolicy().check(_user(request), "draft"))
    return ProcedureDraftPolicy().access(_user(request), pk)


def _user(request: Signed) -> User:
    return request.user


def _version(request: Signed) -> int:
    """The version the page was made from; 0, which no draft has, when it is missing."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
