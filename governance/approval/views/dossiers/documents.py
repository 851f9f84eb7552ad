"""The documents of a dossier: handed in at once, listed, taken out, downloaded."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from governance.approval.models import Case
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.dossiers import documents
from governance.approval.selectors.dossiers.documents import DocumentSlot
from governance.approval.services.dossiers import dossiers, sections
from governance.approval.views.dossiers import dossier_parts as parts
from registry.base.rules.errors import Incomplete
from registry.files.services import attachments
from registry.web.views.signed import Signed


@login_required
@require_GET
def dossier_documents(request: Signed, pk: int) -> HttpResponse:
    """What the procedure asks for, with what was handed in."""
    user = request.user
    return _page(request, parts.editable(user, pk))


@login_required
@require_POST
def dossier_upload(request: Signed, pk: int, code: str) -> HttpResponse:
    """Take one file or several for a document; the reply is its list."""
    user = request.user
    case = parts.editable(user, pk)
    slot = documents.of_slot(case, code)
    files = request.FILES.getlist(code)
    problems: list[str] = [] if files else [_("Choose a file first.")]
    for file in files:
        try:
            dossiers.upload(case.pk, slot.code, by=user, file=file)
        except Incomplete as error:
            texts = [str(text) for part in error.fields.values() for text in part]
            problems.append(f"{file.name}: {' '.join(texts)}")
    return _answer(request, case, code, problems)


@login_required
@require_POST
def dossier_document_remove(request: Signed, pk: int, document: int) -> HttpResponse:
    """Take a file out of the draft."""
    user = request.user
    case = parts.editable(user, pk)
    removed = dossiers.remove_document(case.pk, document, by=user)
    return _answer(request, case, removed.code, [])


@login_required
@require_GET
def case_document(request: Signed, pk: int, document: int) -> HttpResponseBase:
    """Download a clean document of a case in scope."""
    user = request.user
    case = CasePolicy().access(user, pk)
    found = documents.access(case, document, user_may_see_drafts=parts.is_company(case, user))
    return attachments.download_response(found.attachment)


def _answer(request: Signed, case: Case, code: str, problems: list[str]) -> HttpResponse:
    status = 422 if problems else 200
    if request.htmx:
        context = _slot(case, documents.of_slot(case, code)) | {"error": " ".join(problems), "swapped": True}
        return render(request, "governance/approval/_document_files.html", context, status=status)
    if problems:
        return _page(request, case, {code: " ".join(problems)}, status=status)
    messages.success(request, _("The documents were updated."))
    return redirect(f"{reverse('governance:dossier_documents', args=[case.pk])}#doc-{code}")


def _slot(case: Case, slot: DocumentSlot, error: str = "") -> dict[str, object]:
    return {
        "slot": slot,
        "list_id": f"files-{slot.code}",
        "files": parts.document_rows(case, slot, removable=True),
        "upload_url": reverse("governance:dossier_upload", args=[case.pk, slot.code]),
        "error": error,
        "is_held": any(file.attachment.state == file.attachment.State.CLEAN for file in slot.files),
    }


def _page(request: Signed, case: Case, problems: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    missing = sections.missing(case)
    context = {
        "case": case,
        "marks": [case.number],
        "slots": [_slot(case, slot, (problems or {}).get(slot.code, "")) for slot in documents.in_draft(case)],
        "steps": parts.steps(case, sections.DOCUMENTS, missing),
        "check_url": reverse("governance:dossier_check", args=[case.pk]),
    }
    return render(request, "governance/approval/dossier_documents.html", context, status=status)
