"""The rules of procedure, open to everybody."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from governance.approval.models import Procedure
from governance.approval.policies.procedures import ProcedurePolicy
from governance.approval.selectors.procedures import procedure_diagram, procedure_words
from governance.approval.selectors.procedures import procedures as selectors
from governance.approval.services.dossiers import sections
from registry.base.models.catalogues import Certainty
from registry.scope.models import User
from registry.web.views.signed import Signed

CERTAINTY_TONES = {Certainty.VERIFIED: "ok", Certainty.LIKELY: "warn", Certainty.DESIGN: "info"}


@require_GET
def procedure_list(request: Signed) -> HttpResponse:
    """Every procedure by kind, and for administrators what is being drafted."""
    return render(request, "governance/approval/procedure_list.html", list_context(request))


def list_context(request: Signed, **more: Any) -> dict[str, Any]:
    """What the list shows."""
    writes = may_write(request)
    drafts = selectors.open_drafts(request.user) if writes else []
    return {"groups": selectors.groups(), "tones": CERTAINTY_TONES, "may_write": writes, "drafts": drafts, **more}


def may_write(request: Signed) -> bool:
    """Whether the reader writes procedures."""
    return isinstance(request.user, User) and bool(ProcedurePolicy().check(request.user, "draft"))


@require_GET
def procedure_detail(request: Signed, pk: int) -> HttpResponse:
    """One version: every rule with its source, its validity and how certain it is."""
    procedure = get_object_or_404(Procedure, pk=pk)
    line = selectors.line_of(procedure)
    writes = may_write(request)
    labels = {kind.key: kind.label for kind in sections.KINDS.values()}
    seats = [selectors.named(seat) for seat in procedure.seats.all()]
    checks = selectors.checks(procedure)
    rules = procedure.section_rules
    context = {
        "procedure": procedure,
        "line": line,
        "in_force": selectors.in_force(procedure),
        "is_newest": line.versions[0].pk == procedure.pk,
        "applies": procedure_words.applies(procedure.applies),
        "seats": seats,
        "documents": [selectors.named(document) for document in procedure.documents.all()],
        "checks": checks,
        "variants": [(row, procedure_words.applies(row.get("applies"))) for row in procedure.variants],
        "vote": procedure_words.vote(procedure.vote),
        "sections": [
            (sections.KINDS[key], procedure_words.applies(rules.get(key)))
            for key in procedure.sections
            if key in sections.KINDS
        ],
        "labels": labels,
        "tones": CERTAINTY_TONES,
        "diagram": procedure_diagram.draw(procedure, seats, checks),
        "may_write": writes,
        "draft": selectors.open_draft(request.user, procedure.code) if writes else None,
    }
    return render(request, "governance/approval/procedure_detail.html", context)
