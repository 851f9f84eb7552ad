"""Nobody decides his own case, and who decides again must be another than who decided."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.approval.models import Case, Decision, Opinion, ProcedureSeat, Seat
from registry.scope.models import User
from registry.scope.policies.base import Allowed, Denied, Verdict

OWN_CASE = _("Who acts for the company takes no part in its case for an authority.")
REASON = _("You took part in the decision that is questioned: somebody else decides about it.")


def acts_for_company(user: User, case: Case) -> bool:
    """Whether the user also acts for the applicant: then an authority's part in its case is closed to him."""
    return any(grant.organisation_id == case.applicant_id for grant in user.grants())


def decides(user: User, case: Case) -> Verdict:
    """Whether the user may draft or sign: nobody who drafted, signed or spoke in the questioned case."""
    if case.relation != Case.Relation.RECONSIDERATION:
        return Allowed()
    if _signed(user, case) or Opinion.objects.filter(seat__round__case=case.parent_id, author=user).exists():
        return Denied(REASON)
    return Allowed()


def speaks(user: User, seat: Seat) -> Verdict:
    """Whether the user may speak for a seat: one that only advises is closed to who drafted or signed alone."""
    case = seat.round.case
    if case.relation != Case.Relation.RECONSIDERATION:
        return Allowed()
    if seat.power == ProcedureSeat.Power.ADVISES:
        return Denied(REASON) if _signed(user, case) else Allowed()
    return decides(user, case)


def _signed(user: User, case: Case) -> bool:
    rows = Decision.objects.filter(case=case.parent_id, state=Decision.State.SIGNED)
    return rows.filter(Q(drafted_by=user) | Q(countersigned_by=user)).exists()
