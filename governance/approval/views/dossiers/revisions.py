"""A dossier as it is read: one revision whole, or its heads on the page of the case."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from governance.approval.models import Case, DossierRevision
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.dossiers import documents
from governance.approval.services.dossiers import sections
from governance.approval.services.indicators import co_indicators
from governance.approval.views.dossiers import dossier_parts as parts
from governance.approval.views.indicators import co_indicators as co_indicator_lines
from registry.base.rules.errors import OutOfScope
from registry.scope.models import User
from registry.web.views.signed import Signed


@login_required
@require_GET
def dossier_revision(request: Signed, pk: int, number: int) -> HttpResponse:
    """One frozen revision with everything in it; 0 is the draft, for the applicant only."""
    user = request.user
    case = CasePolicy().access(user, pk)
    revision = case.revisions.select_related("frozen_by").filter(number=number).first()
    if revision is None and (number != 0 or not parts.is_company(case, user)):
        raise OutOfScope
    numbers = list(case.revisions.values_list("number", flat=True))
    context = {
        "case": case,
        "marks": [case.number, _("Revision %(number)s") % {"number": number} if number else _("Draft")],
        "number": number,
        "revision": revision,
        "sections": parts.read_sections(case, number),
        "slots": _slots(case, revision),
        "indicators": _indicators(case, revision),
        "differences": _differences(case, number, numbers),
        "before": _before(number, numbers),
        "others": [other for other in numbers if other != number],
        "edit_url": parts.first_url(case) if parts.may_edit(case, user) else "",
    }
    return render(request, "governance/approval/dossier_revision.html", context)


def summary(case: Case, user: User, revision: DossierRevision | None) -> dict[str, Any]:
    """The newest dossier the user may see, for the page of the case: heads, charts and documents."""
    mine = parts.is_company(case, user)
    missing = sections.missing(case) if parts.may_edit(case, user) else {}
    steps = parts.steps(case, "", missing) if parts.may_edit(case, user) else []
    number = revision.number if revision else 0
    return {
        "number": number,
        "revision": revision,
        "sections": parts.read_sections(case, number, is_brief=True) if revision or mine else [],
        "slots": [slot for slot in _slots(case, revision) if slot["files"]],
        "steps": steps,
        "lacking": sum(len(texts) for part in missing.values() for texts in part.values()),
    }


def _slots(case: Case, revision: DossierRevision | None) -> list[dict[str, Any]]:
    held = documents.in_revision(case, revision) if revision else documents.in_draft(case)
    return [
        {"slot": slot, "files": parts.document_rows(case, slot, removable=False), "list_id": f"held-{slot.code}"}
        for slot in held
    ]


def _indicators(case: Case, revision: DossierRevision | None) -> list[co_indicator_lines.Line]:
    """The co-indicators of a frozen revision, or of the draft under today's thresholds."""
    if not co_indicators.apply_to(case):
        return []
    return co_indicator_lines.lines(co_indicators.of(case, revision) if revision else co_indicators.of_draft(case))


def _before(number: int, numbers: list[int]) -> int | None:
    """The revision before this one; before the draft comes the newest frozen one."""
    earlier = [other for other in numbers if number == 0 or other < number]
    return max(earlier) if earlier else None


def _differences(case: Case, number: int, numbers: list[int]) -> list[dict[str, Any]]:
    before = _before(number, numbers)
    if before is None:
        return []
    found = sections.difference(case, before, number)
    return [{"kind": sections.KINDS[key], "changes": changes} for key, changes in found.items()]
