"""What the pages of a dossier share: who may open them, the rail of steps, the sections as they are read."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from funds.plans.views import plans as funding_views
from governance.approval.models import Case
from governance.approval.policies import case_states
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.dossiers.documents import DocumentSlot
from governance.approval.services.dossiers import section_crosschecks, sections
from governance.approval.services.dossiers.sections import SectionKind
from governance.approval.views.dossiers import schemes as scheme_views
from registry.base.rules.errors import WrongState
from registry.dossiers.services.section_checks import Messages
from registry.dossiers.views.section_pages import Shown
from registry.files.models import Attachment
from registry.scope.models import User
from registry.scope.policies.base import Allowed, ensure
from restoration.acceptances.views import acceptances as acceptance_views
from restoration.plans.views import plans as restoration_views
from safety.plans.views import plans as safety_views

SHOW: dict[str, Any] = {
    "mining": scheme_views.shown,
    "restoration": restoration_views.shown,
    "safety": safety_views.shown,
    "funds": funding_views.shown,
    "acceptance": acceptance_views.shown,
}
STATE_TONES = {"quarantined": "wait", "clean": "ok", "rejected": "bad"}


@dataclass(frozen=True)
class ReadSection:
    """One section of a revision on the page."""

    kind: SectionKind
    shown: Shown
    warnings: list[str]


def may_edit(case: Case, user: User) -> bool:
    """Whether the user could write the dossier now."""
    return is_company(case, user) and case.state in case_states.EDITABLE


def is_company(case: Case, user: User) -> bool:
    """Whether the user belongs to the applicant and so sees the draft."""
    return isinstance(CasePolicy().check(user, "edit_dossier", case), Allowed)


def editable(user: User, pk: int) -> Case:
    """The case whose dossier the user may write; otherwise 404, 403 or 409."""
    case = CasePolicy().access(user, pk)
    ensure(CasePolicy().check(user, "edit_dossier", case))
    if case.state not in case_states.EDITABLE:
        raise WrongState(_("The dossier was submitted: it can only be read now."), current=case.state)
    return case


def steps(case: Case, current: str, missing: dict[str, Messages]) -> list[dict[str, Any]]:
    """The rail: every section, the documents, the check; done where nothing is missing."""
    found = [
        {"key": kind.key, "label": kind.label, "url": reverse("governance:dossier_edit", args=[case.pk, kind.key])}
        for kind in sections.of(case)
    ]
    documents = reverse("governance:dossier_documents", args=[case.pk])
    found.append({"key": sections.DOCUMENTS, "label": _("Documents"), "url": documents})
    found.append({"key": "check", "label": _("Check and submit"), "url": _check(case)})
    for step in found:
        done = not missing if step["key"] == "check" else step["key"] not in missing
        step["state"] = "cur" if step["key"] == current else "done" if done else ""
    return found


def first_url(case: Case) -> str:
    """Where writing the dossier begins: its first section, or the documents when the procedure asks for no section."""
    return str(steps(case, "", {})[0]["url"])


def next_url(case: Case, current: str) -> str:
    """The step after `current`."""
    urls = steps(case, current, {})
    place = next(index for index, step in enumerate(urls) if step["key"] == current)
    return str(urls[min(place + 1, len(urls) - 1)]["url"])


def _check(case: Case) -> str:
    return reverse("governance:dossier_check", args=[case.pk])


def read_sections(case: Case, revision: int, *, is_brief: bool = False) -> list[ReadSection]:
    """The sections of one revision as the page shows them, each read once."""
    read = section_crosschecks.read(case, revision)
    warnings = section_crosschecks.warnings(read)
    found = []
    for kind in sections.of(case):
        content = read.of(kind.key)
        if content is not None:
            shown = SHOW[kind.key](content, is_brief=is_brief)
            texts = [text for part in warnings.get(kind.key, {}).values() for text in part]
            found.append(ReadSection(kind, shown, texts))
    return found


def document_rows(case: Case, slot: DocumentSlot, *, removable: bool) -> list[dict[str, Any]]:
    """The files of one document for the file list component."""
    return [
        {
            "name": file.attachment.name,
            "url": reverse("governance:case_document", args=[case.pk, file.pk])
            if file.attachment.state == Attachment.State.CLEAN
            else "",
            "meta": f"{_ending(file.attachment.name)} · {_size(file.attachment.size)}",
            "icon": "file-text",
            "tone": STATE_TONES[file.attachment.state],
            "label": file.attachment.get_state_display(),
            "remove_url": reverse("governance:dossier_document_remove", args=[case.pk, file.pk]) if removable else "",
        }
        for file in slot.files
    ]


def _ending(name: str) -> str:
    return name.rpartition(".")[2].upper()[:8]


def _size(size: int) -> str:
    return f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{max(1, round(size / 1024))} KB"
