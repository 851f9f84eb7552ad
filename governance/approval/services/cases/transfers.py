"""What a mine takes along when it passes to another company (Mineral Resources Law art. 45): its pending obligations.

Each goes on under the new holder as a row of its own; the former holder keeps its row and its reports to read, and
neither company sees a row of the other. The former holder's open applications end: it has no mine to apply for any
more. A reconsideration of a decision that it received goes on.
"""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.approval.models import Case
from governance.approval.services.cases import cases
from governance.approval.services.obligations import follow_up_news
from registry.audit.services import audit
from registry.base.services import units
from registry.matters.models import Obligation, ObligationReport
from registry.matters.services import matters, obligations
from registry.mines.models import Mine
from registry.mines.services.holder_changes import Change
from registry.scope.models.actors import Actor


def refusals(mine: Mine) -> list[str]:
    """A decision that waits for its second signature is signed or returned first."""
    waiting = _open_cases(mine).filter(state=Case.State.COUNTERSIGNING).order_by("pk")
    return [
        _("A decision on %(number)s waits for its second signature: sign or return it first.") % {"number": case.number}
        for case in waiting
    ]


def effects(mine: Mine) -> list[str]:
    """What a transfer takes along and what it ends."""
    found, owed = [], _pending(mine).count()
    ending = list(
        _open_cases(mine).exclude(state=Case.State.DRAFT).order_by("pk").values_list("matter__number", flat=True)
    )
    if owed:
        text = ngettext(
            "%(n)s pending obligation passes to the new holder.",
            "%(n)s pending obligations pass to the new holder.",
            owed,
        )
        found.append(text % {"n": owed})
    if ending:
        text = _("Applications of the present holder end: %(numbers)s.")
        found.append(text % {"numbers": _(", ").join(ending)})
    return found


@units.unit()
def follow(change: Change, by: Actor) -> None:
    """Move the pending obligations and end the open applications of the former holder; both companies are told."""
    mine, former = change.mine, change.former
    held = matters.lock_all(_open_cases(mine).values_list("pk", flat=True))
    ended = [cases.end_by_transfer(case, by=by) for case in _open_cases(mine).filter(pk__in=held)]
    rows = _pending(mine).exclude(holder=change.holder)
    moved = [_pass_on(row, change, by=by) for row in rows.select_for_update(of=("self",)).order_by("pk")]
    if former is not None:
        follow_up_news.passed_on(mine, former, moved=len(moved), ended=[case.number for case in ended])
    if former is not None or moved:
        follow_up_news.taken_over(mine, change.holder, moved=len(moved))


def _open_cases(mine: Mine) -> QuerySet[Case]:
    rows = Case.objects.filter(mine=mine).exclude(state__in=Case.ENDED)
    return rows.exclude(relation=Case.Relation.RECONSIDERATION)


def _pending(mine: Mine) -> QuerySet[Obligation]:
    return Obligation.objects.filter(mine=mine, state__in=Obligation.PENDING)


def _pass_on(old: Obligation, change: Change, *, by: Actor) -> Obligation:
    """The obligation of the new holder; a report that waits for its verification is verified there."""
    before = obligations.move(old, "pass_on", closed_at=timezone.now())
    new = Obligation.objects.create(
        matter_id=old.matter_id,
        subject=old.subject,
        source=old.source,
        mine_id=old.mine_id,
        region_code=old.region_code,
        holder=change.holder,
        verifier_id=old.verifier_id,
        text=old.text,
        due_on=old.due_on,
        evidence=old.evidence,
        state=before,
        carried_from=old,
        is_simulated=old.is_simulated,
    )
    for report in old.reports.filter(verdict=""):
        ObligationReport.objects.create(
            obligation=new, holder_id=report.holder_id or old.holder_id, text=report.text, by=report.by, at=report.at,
            attachment=report.attachment,
        )  # fmt: skip
    after = {"state": old.state, "holder": str(change.holder), "passed_to": new.pk}
    audit.record("obligations.pass_on", old, by=by, before={"state": before}, after=after)
    audit.record("obligations.take_over", new, by=by, after={**obligations.told(new), "taken_from": old.pk})
    return new
