"""What must be done about a check that stands in the way, and who must do it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from governance.approval.models import Case, CheckKind, CheckState
from governance.approval.policies import checks as policies
from governance.approval.selectors.checks import gates
from governance.approval.selectors.checks.checks import CheckRow

Group = CheckKind.Group


@dataclass(frozen=True)
class Step:
    """The next thing to do, in the reader's language, and the body that does it."""

    task: str
    who: str


def next_step(row: CheckRow, case: Case) -> Step | None:
    """What lets the check pass; None when it passes or was lifted."""
    if row.state == CheckState.PASS or row.is_lifted:
        return None
    office = case.office.name
    if row.result is None:
        return Step(_("Run the checks on this revision."), office)
    company = case.applicant.name
    if row.code == gates.OBLIGATIONS:
        return Step(_("Fulfil the overdue obligations and report them; the department then verifies them."), company)
    if row.code == gates.HOLDS:
        return Step(_("Have what the hold was placed for put right; it ends then, or is lifted."), company)
    if row.code == gates.NOTICE:
        return Step(_("Open the public notice, let it run its days and answer every comment."), office)
    failed = row.state == CheckState.FAIL
    if row.group == Group.GATE:
        who = policies.recorder_names(row.code)
        if failed:
            return Step(_("Have the matter put right, then record the gate again."), who)
        return Step(_("Look into the matter and record it with its evidence."), who)
    if row.group == Group.SPATIAL:
        return Step(*_place(row, company, office, failed=failed))
    if failed:
        return Step(_("Improve the plan and submit the dossier again."), company)
    return Step(_("Supply the figures that are missing in the dossier."), company)


def _place(row: CheckRow, company: str, office: str, *, failed: bool) -> tuple[str, str]:
    if not failed:
        return _("Load the map layer of this region or correct the mine's boundary, then run the checks again."), office
    if row.lifted_by:
        return _("Change the mining area, or ask the committee to lift the check by a vote with its reason."), company
    return _("Change the mining area: nobody may lift this check."), company
