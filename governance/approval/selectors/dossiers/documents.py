"""Read the documents of a dossier: what the draft holds and what a revision froze."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from governance.approval.models import Case, CaseDocument, DossierRevision
from registry.base.rules.errors import OutOfScope


@dataclass(frozen=True)
class DocumentSlot:
    """A document that the procedure asks for, with the files handed in for it."""

    code: str
    name_zh: str
    name_en: str
    is_required: bool
    source: str
    files: list[CaseDocument]

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return document_name(self.name_zh, self.name_en)


def document_name(name_zh: str, name_en: str) -> str:
    """The name of a procedure's document in the reader's language."""
    if (get_language() or "zh").startswith("zh"):
        return name_zh
    return name_en or name_zh


def in_draft(case: Case) -> list[DocumentSlot]:
    """Every document of the procedure with the draft's files."""
    return _slots(case, list(_all(case).filter(removed_at__isnull=True)))


def in_revision(case: Case, revision: DossierRevision) -> list[DocumentSlot]:
    """Every document of the procedure with the files the revision froze."""
    frozen = {item["id"] for item in revision.manifest}
    return _slots(case, list(_all(case).filter(attachment__in=frozen)))


def of_slot(case: Case, code: str) -> DocumentSlot:
    """One document of the procedure with the draft's files."""
    found = [slot for slot in in_draft(case) if slot.code == code]
    if not found:
        raise OutOfScope
    return found[0]


def access(case: Case, document_id: int, *, user_may_see_drafts: bool) -> CaseDocument:
    """One document of a case; who does not see drafts gets only what a revision froze."""
    document = _all(case).filter(pk=document_id).first()
    if document is None:
        raise OutOfScope
    if not user_may_see_drafts:
        frozen = {item["id"] for revision in case.revisions.all() for item in revision.manifest}
        if str(document.attachment_id) not in frozen:
            raise OutOfScope
    return document


def _all(case: Case) -> Any:
    return CaseDocument.objects.filter(case=case).select_related("attachment").order_by("code", "id")


def _slots(case: Case, files: list[CaseDocument]) -> list[DocumentSlot]:
    names = ("code", "name_zh", "name_en", "is_required", "source")
    return [
        DocumentSlot(
            **{name: getattr(one, name) for name in names}, files=[file for file in files if file.code == one.code]
        )
        for one in case.frozen.documents
    ]
