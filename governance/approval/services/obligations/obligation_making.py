"""Make obligations of the conditions of a signed decision."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from governance.approval.models import Case, Decision, DecisionCondition
from governance.approval.services.obligations import follow_up_news
from registry.audit.services import audit
from registry.base.rules.errors import WrongState
from registry.base.services import units
from registry.matters.models import Obligation
from registry.matters.services import obligations
from registry.scope.models.actors import Actor


@units.unit()
def create_from(decision: Decision, *, by: Actor) -> list[Obligation]:
    """Make one obligation of every condition of a signed approval; asked twice, nothing doubles.

    The department that set the condition verifies it; a condition of nobody is verified by the committee's office.
    """
    if decision.state != Decision.State.SIGNED:
        raise WrongState(_("The decision is not signed yet."), current=decision.state)
    if decision.outcome != Decision.Outcome.APPROVE:
        return []
    case, made = decision.case, []
    rows = decision.conditions.select_related("source__opinion__seat").order_by("pk")
    known = Obligation.objects.filter(matter=case.matter).values("subject")
    for row in rows.exclude(pk__in=known).exclude(source__in=_set_before(decision)):
        source = row.source.opinion.seat.organisation_id if row.source else None
        made.append(
            Obligation.objects.create(
                matter=case.matter,
                subject=row.pk,
                source=decision.document_number,
                mine_id=case.mine_id,
                region_code=case.region_code,
                holder_id=case.applicant_id,
                verifier_id=row.verifier_id or source or case.office_id,
                text=row.text,
                due_on=row.due_on,
                evidence=row.evidence,
                is_simulated=case.is_simulated,
            )
        )
    for obligation in made:
        audit.record("obligations.create", obligation, by=by, after=obligations.told(obligation), is_first=True)
    if made:
        follow_up_news.obligations_set(case, len(made))
    return made


def _set_before(decision: Decision) -> QuerySet[DecisionCondition, int | None]:
    """The conditions of opinions that an amendment carried over: the decision that it amends set them already."""
    left = Obligation.objects.filter(matter__kind=Case.KIND).values("subject")
    earlier = DecisionCondition.objects.filter(decision__state=Decision.State.SIGNED, pk__in=left)
    return earlier.exclude(decision=decision).filter(source__isnull=False).values_list("source", flat=True)
