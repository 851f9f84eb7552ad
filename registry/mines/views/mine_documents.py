"""The documents of a mine."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from registry.base.rules.errors import OutOfScope
from registry.files.models import Attachment
from registry.files.services import attachments
from registry.mines.forms.mine_parts import DocumentForm
from registry.mines.models import Mine, MineDocument
from registry.mines.policies import mines as policies
from registry.mines.selectors import mines
from registry.mines.services import mine_documents
from registry.mines.views.mine_pages import page
from registry.web.views.responses import saved
from registry.web.views.signed import Signed

_TONES = {Attachment.State.CLEAN: "ok", Attachment.State.QUARANTINED: "wait", Attachment.State.REJECTED: "bad"}


@login_required
def mine_documents_tab(request: Signed, pk: int) -> HttpResponse:
    """The documents of the mine, and the form that adds one."""
    user = request.user
    mine = mines.get_detailed(pk, user)
    may = policies.policy.check(user, "manage_documents", mine)
    form = DocumentForm(request.POST, request.FILES) if request.method == "POST" else DocumentForm()
    if request.method == "POST":
        done = saved(
            form,
            lambda: mine_documents.add(
                pk, form.cleaned_data["file"], by=user, kind=form.cleaned_data["kind"], title=form.cleaned_data["title"]
            ),
        )
        if done is not None:
            messages.success(request, _("The document is kept with the mine."))
            return redirect("registry:mine_documents", pk)
    extra = {"form": form if may else None, "may": may, "files": _files(mine, bool(may))}
    answer = page(request, pk, "documents", extra, mine=mine)
    answer.status_code = 422 if request.method == "POST" else 200
    return answer


def _files(mine: Mine, may: bool) -> list[dict[str, Any]]:
    rows = mine.documents.filter(is_withdrawn=False).select_related("attachment")
    return [
        {
            "name": row.title,
            "url": reverse("registry:mine_document", args=[row.pk]) if row.attachment.state == "clean" else "",
            "meta": f"{row.get_kind_display()} · {row.attachment.name} · {filesizeformat(row.attachment.size)}",
            "tone": _TONES[Attachment.State(row.attachment.state)],
            "label": row.attachment.get_state_display(),
            "remove_url": reverse("registry:mine_document_withdraw", args=[row.pk]) if may else "",
        }
        for row in rows
    ]


@login_required
@require_safe
def mine_document(request: Signed, pk: int) -> HttpResponseBase:
    """A document as a download."""
    user = request.user
    row = MineDocument.objects.select_related("attachment").filter(pk=pk, is_withdrawn=False).first()
    if row is None:
        raise OutOfScope
    mines.get_detailed(row.mine_id, user)
    return attachments.download_response(row.attachment)


@login_required
@require_POST
def mine_document_withdraw(request: Signed, pk: int) -> HttpResponse:
    """Take a document off the page."""
    user = request.user
    row = mine_documents.withdraw(pk, by=user)
    messages.success(request, _("The document is withdrawn."))
    return redirect("registry:mine_documents", row.mine_id)
