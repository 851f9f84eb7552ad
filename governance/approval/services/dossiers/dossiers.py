"""Write the dossier of a case: its sections and its documents, while the company may still edit them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case, CaseDocument
from governance.approval.policies import case_states
from governance.approval.policies.cases import CasePolicy
from governance.approval.services.dossiers import sections
from registry.audit.services import audit
from registry.base.rules.errors import OutOfScope, WrongState
from registry.base.services import units
from registry.dossiers.models import PlanSection
from registry.files.services import attachments
from registry.scope.models import User
from registry.scope.policies.base import ensure


def access(case_id: int, *, by: User) -> Case:
    """Fetch the case locked for editing: `OutOfScope`, `NotAllowed`, or `WrongState` once it was submitted."""
    case = CasePolicy().access(by, case_id, lock=True)
    ensure(CasePolicy().check(by, "edit_dossier", case))
    if case.state not in case_states.EDITABLE:
        message = _("The dossier can be edited only as a draft or during corrections; it is now “%(state)s”.")
        raise WrongState(message % {"state": case.get_state_display()}, current=case.state)
    return case


@units.unit()
def save(
    case_id: int,
    key: str,
    *,
    by: User,
    data: Mapping[str, Any],
    rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    version: int,
) -> PlanSection:
    """Save the draft of one section; see `registry.dossiers.services.sections` for what may be raised."""
    case = access(case_id, by=by)
    kind = next((kind for kind in sections.of(case) if kind.key == key), None)
    if kind is None:
        raise OutOfScope
    return kind.service.save(case.application, by=by, data=data, rows=rows, version=version)


@units.unit()
def upload(case_id: int, code: str, *, by: User, file: Any) -> CaseDocument:
    """Take a file into the draft under one of the procedure's document codes; `Incomplete` says why not."""
    case = access(case_id, by=by)
    if code not in {document.code for document in case.frozen.documents}:
        raise OutOfScope
    attachments.require_room(case.documents.filter(removed_at__isnull=True).count())
    attachment = attachments.store(file, by=by)
    document = CaseDocument.objects.create(case=case, attachment=attachment, code=code)
    after = {"code": code, "name": attachment.name, "sha256": attachment.sha256, "size": attachment.size}
    audit.record("documents.upload", case, by=by, after=after, organisation=case.applicant)
    return document


@units.unit()
def remove_document(case_id: int, document_id: int, *, by: User) -> CaseDocument:
    """Take a document out of the draft; frozen revisions that hold it keep it."""
    case = access(case_id, by=by)
    document = case.documents.filter(pk=document_id, removed_at__isnull=True).select_related("attachment").first()
    if document is None:
        raise OutOfScope
    document.removed_at = timezone.now()
    document.save(update_fields=["removed_at"])
    before = {"code": document.code, "name": document.attachment.name, "sha256": document.attachment.sha256}
    audit.record("documents.remove", case, by=by, before=before, organisation=case.applicant)
    return document
