"""Dossiers: the sections of one application, empty or complete."""

from typing import Any

from config.demo import dossiers
from governance.approval.models import Case, CaseDocument, Procedure
from governance.approval.services.dossiers import sections
from governance.approval.services.procedures import procedures
from registry.files.models import Attachment
from registry.mines.models import Mine
from registry.scope.models import Organisation, Role, User
from tests.factories import matters
from tests.factories.memberships import member
from tests.factories.mines import held_mine
from tests.factories.organisations import committee_office, company
from tests.factories.procedures import joint_procedure


def applicant_of(holder: Organisation) -> User:
    """A person who writes for a company."""
    return member(Role.APPLICANT, holder)


def draft_case(
    mine: Mine | None = None, *, by: User | None = None, procedure: Procedure | None = None, **fields: Any
) -> Case:
    """An open draft with empty sections, of an open-pit mine and a joint plan unless they are given."""
    mine = mine or held_mine(company(), is_open_pit=True)
    holder = mine.holder
    assert holder is not None
    procedure = procedure or joint_procedure()
    case = matters.case(
        number=f"TEST-{mine.pk}-{Case.objects.count()}",
        procedure=procedure,
        procedure_copy=procedures.snapshot(procedure, mine),
        mine=mine,
        applicant=holder,
        office=committee_office(),
        title_zh=f"{mine.name_zh}开采方案与矿区生态修复方案",
        title_en=f"Mining and restoration plan of {mine.name_en}",
        opened_by=by or applicant_of(holder),
        **fields,
    )
    sections.start(case, by=case.opened_by)
    return case


def complete_sections(case: Case, *, by: User | None = None) -> Case:
    """Fill every section plausibly, without the documents."""
    is_open_pit = case.mine.method == Mine.Method.OPEN_PIT
    dossier = dossiers.open_pit() if is_open_pit else dossiers.underground()
    dossiers.fill(case, dossier, by=by or case.opened_by)
    return case


def complete_dossier(case: Case, *, by: User | None = None) -> Case:
    """Fill every section and hand in every required document."""
    complete_sections(case, by=by)
    for document in case.frozen.documents:
        if document.is_required:
            case_document(case, document.code)
    return case


def case_document(case: Case, code: str, **fields: Any) -> CaseDocument:
    """A clean document of a case; its stored content does not matter."""
    values = {"name": f"{code}.pdf", "media_type": "application/pdf", "size": 1024, "sha256": "0" * 64} | fields
    attachment = Attachment.objects.create(
        **{"state": Attachment.State.CLEAN, "uploaded_by": case.opened_by, "file": f"test/{code}.pdf"} | values
    )
    return CaseDocument.objects.create(case=case, attachment=attachment, code=code)
