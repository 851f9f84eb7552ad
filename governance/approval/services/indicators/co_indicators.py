"""The co-indicators of one revision of a case: what the checks and the pages of a case ask for."""

from django.utils import timezone

from governance.approval.models import Case, DossierRevision
from governance.approval.selectors.indicators import co_indicators
from governance.approval.selectors.indicators.co_indicators import Indicator
from governance.approval.services.dossiers import sections

#: The sections that hold the figures; a case with none of them has no indicators.
SECTIONS = frozenset({"mining", "restoration", "safety", "funds"})


def apply_to(case: Case) -> bool:
    """Whether the case's procedure asks for a section that the indicators are computed from."""
    return not SECTIONS.isdisjoint(case.frozen.sections)


def of(case: Case, revision: DossierRevision, frozen: sections.Frozen | None = None) -> list[Indicator]:
    """The indicators of a frozen revision, under the thresholds in force on the day it was frozen."""
    day = timezone.localdate(revision.frozen_at)
    content = (frozen or sections.Frozen(case)).content(revision.number)
    return co_indicators.evaluate(content, case.mine, co_indicators.in_force(day))


def of_draft(case: Case) -> list[Indicator]:
    """The indicators of the draft as it stands, under today's thresholds: what the applicant can still mend."""
    return co_indicators.evaluate(sections.content(case, 0), case.mine, co_indicators.in_force())
