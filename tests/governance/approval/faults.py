"""Every business verb of the joint approval, ready to be acted out in a state in which it may be."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from governance.approval.models import Case, Opinion
from governance.approval.services.cases import cases, intake
from governance.approval.services.checks import checks
from governance.approval.services.clocks import clocks
from governance.approval.services.conflicts import conflict_acts
from governance.approval.services.decisions import decisions
from governance.approval.services.dossiers import revisions
from governance.approval.services.seats import opinions, seats
from governance.committee.services import meeting_changes, meeting_votes, postponing
from registry.matters.services import obligations
from tests.factories import cases as stages
from tests.factories import conflicts as disputes
from tests.factories import follow_ups
from tests.factories.plans import case_document

Act = Callable[[], Any]
Play = Callable[[stages.Scene], Act]
WORDS = "理由充分，依据明确，写满十个字以上。"
ITEMS = [{"section": "safety", "text": "补充排土场稳定性计算。"}]
NR, EM, EE = disputes.NR, disputes.EM, disputes.EE
AWAY = dt.timedelta(days=3)


def _submit(here: stages.Scene) -> Act:
    case = stages.draft(here)
    return lambda: cases.submit(case.pk, by=here.applicant)


def _accept(here: stages.Scene) -> Act:
    case = stages.submitted(here)
    return lambda: intake.accept(case.pk, by=here.clerk)


def _ask_corrections(here: stages.Scene) -> Act:
    case = stages.submitted(here)
    return lambda: intake.ask_corrections(case.pk, by=here.clerk, items=ITEMS)


def _decline(here: stages.Scene) -> Act:
    case = stages.submitted(here)
    return lambda: intake.decline(case.pk, by=here.clerk, reason=WORDS)


def _support(here: stages.Scene) -> Act:
    case = stages.in_review(here)
    return lambda: stages.speak(here, case, NR)


def _object(here: stages.Scene) -> Act:
    case = stages.in_review(here)
    stages.speak(here, case, NR)
    return lambda: stages.speak(here, case, EM, Opinion.Kind.OBJECT, ground="条例第三十六条", reasons=WORDS)


def _last(here: stages.Scene) -> Act:
    case = stages.in_review(here)
    for function in (NR, EM):
        stages.speak(here, case, function)
    given = [opinions.Condition("补充监测井两口", dt.date(2099, 1, 1))]
    return lambda: stages.speak(here, case, EE, Opinion.Kind.CONDITIONS, conditions=given)


def _take_back(here: stages.Scene) -> Act:
    case = stages.deciding(here)
    return lambda: opinions.withdraw(here.seat(case, EE).pk, by=here.reviewers[EE], reason=WORDS)


def _lift_objection(here: stages.Scene) -> Act:
    case = stages.stopped(here)
    return lambda: opinions.withdraw(here.seat(case, EM).pk, by=here.heads[EM], reason=WORDS)


def _revising(here: stages.Scene) -> Case:
    """A dossier that the company changes, with one document that it exchanged."""
    case = stages.deciding(here)
    revisions.ask_revision(case.pk, by=here.officer, items=ITEMS)
    return case


def _confirm(here: stages.Scene) -> Act:
    case = _revising(here)
    revisions.submit(case.pk, by=here.applicant)
    return lambda: seats.confirm(here.seat(case, EE).pk, by=here.reviewers[EE])


def _acknowledge(here: stages.Scene) -> Act:
    case = stages.in_review(here)
    later = stages.signed_elsewhere(here)
    return lambda: seats.acknowledge(here.seat(case, NR).pk, by=here.reviewers[NR], decision_ids=[later.pk])


def _assign(here: stages.Scene) -> Act:
    case = stages.in_review(here)
    return lambda: seats.assign(here.seat(case, NR).pk, by=here.heads[NR], officer_id=here.reviewers[NR].pk)


def _substitute(here: stages.Scene) -> Act:
    today = timezone.localdate()
    return lambda: seats.substitute(
        here.departments[NR].pk,
        by=here.heads[NR],
        officer_id=here.heads[NR].pk,
        substitute_id=here.reviewers[NR].pk,
        valid_from=today,
        valid_to=today + AWAY,
    )


def _ask_revision(here: stages.Scene) -> Act:
    case = stages.in_review(here)
    stages.speak(here, case, NR)
    return lambda: revisions.ask_revision(case.pk, by=here.officer, items=ITEMS)


def _resubmit(here: stages.Scene) -> Act:
    case = _revising(here)
    case_document(case, "slope-stability", sha256="1" * 64)
    return lambda: revisions.resubmit(case.pk, by=here.applicant)


def _pause(here: stages.Scene) -> Act:
    case = stages.in_review(here)
    return lambda: clocks.pause(case.pk, by=here.officer, **stages.PAUSE)


def _resume(here: stages.Scene) -> Act:
    case = stages.in_review(here)
    clocks.pause(case.pk, by=here.officer, **stages.PAUSE)
    return lambda: clocks.resume(case.pk, by=here.officer)


def _extend(here: stages.Scene) -> Act:
    case = stages.in_review(here)
    return lambda: clocks.extend(
        case.pk, by=here.government, reason="需要现场勘验", legal_basis="《行政许可法》第四十二条"
    )


def _propose(here: stages.Scene) -> Act:
    case = stages.pass_checks(here, stages.deciding(here))
    return lambda: decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)


def _countersign(here: stages.Scene) -> Act:
    case = stages.countersigning(here)
    return lambda: decisions.countersign(case.pk, by=here.heads[NR])


def _countersign_refusal(here: stages.Scene) -> Act:
    case = stages.countersigning(here, "refuse")
    return lambda: decisions.countersign(case.pk, by=here.heads[NR])


def _return(here: stages.Scene) -> Act:
    case = stages.countersigning(here)
    return lambda: decisions.return_to_office(case.pk, by=here.heads[NR], reason=WORDS)


def _withdraw(here: stages.Scene) -> Act:
    case = stages.stopped(here)
    return lambda: cases.withdraw(case.pk, by=here.applicant, reason=WORDS)


def _record(here: stages.Scene) -> Act:
    case = stages.in_review(here)
    today = timezone.localdate()
    given = {"state": "pass", "happened_on": today, "text": WORDS}
    return lambda: checks.record(case.pk, "gate-major-hazard", by=here.reviewers[EM], **given)


def _settle(here: stages.Scene) -> Act:
    conflict = disputes.contradicted(here)
    conflict_acts.propose_option(conflict.pk, by=here.officer, text=WORDS)
    for function in (EM, EE):
        conflict_acts.state(conflict.pk, by=here.reviewers[function], text=WORDS, agrees=True)
    return lambda: conflict_acts.settle_desk(conflict.pk, by=here.officer, text=WORDS)


def _sitting(here: stages.Scene) -> tuple[disputes.Table, int]:
    """A sitting on an objection that the committee may overcome, and its only item."""
    at = disputes.table(here)
    conflict = disputes.objected(here)
    disputes.overcomable(conflict.case)
    meeting = disputes.sitting(at, disputes.draft(disputes.raised(conflict, here), "overridden"))
    return at, meeting.items.get().pk


def _vote(here: stages.Scene) -> Act:
    at, item = _sitting(here)
    return lambda: meeting_votes.vote(item, by=at.members[0], choice="for")


def _close_item(here: stages.Scene) -> Act:
    at, item = _sitting(here)
    for one in at.members:
        meeting_votes.vote(item, by=one, choice="for")
    return lambda: meeting_votes.close_item(item, by=here.officer, text=WORDS)


def _reschedule(here: stages.Scene) -> Act:
    at = disputes.table(here)
    meeting = disputes.planned(at, disputes.draft(disputes.raised(disputes.objected(here), here), "upheld"))
    later = meeting.held_at + AWAY
    return lambda: meeting_changes.reschedule(meeting.pk, by=here.officer, held_at=later, reason=WORDS)


def _cancel(here: stages.Scene) -> Act:
    at = disputes.table(here)
    meeting = disputes.planned(at, disputes.draft(disputes.raised(disputes.objected(here), here), "upheld"))
    return lambda: meeting_changes.cancel(meeting.pk, by=here.officer, reason=WORDS)


def _postpone(here: stages.Scene) -> Act:
    _at, item = _sitting(here)
    later = timezone.now() + AWAY
    return lambda: postponing.postpone(item, by=here.officer, reason=WORDS, held_at=later)


def _report(here: stages.Scene) -> Act:
    owed = follow_ups.ensured(stages.decided(here))[0]
    return lambda: obligations.report(owed.pk, by=here.applicant, text=WORDS)


def _verify(here: stages.Scene) -> Act:
    owed = follow_ups.ensured(stages.decided(here))[0]
    obligations.report(owed.pk, by=here.applicant, text=WORDS)
    return lambda: obligations.verify(owed.pk, by=here.reviewers[EE], verdict="accepted")


VERBS: dict[str, Play] = {
    "cases.submit": _submit,
    "cases.withdraw": _withdraw,
    "intake.accept": _accept,
    "intake.ask_corrections": _ask_corrections,
    "intake.decline": _decline,
    "opinions.give support": _support,
    "opinions.give object": _object,
    "opinions.give last": _last,
    "opinions.withdraw": _take_back,
    "opinions.withdraw objection": _lift_objection,
    "seats.assign": _assign,
    "seats.confirm": _confirm,
    "seats.acknowledge": _acknowledge,
    "seats.substitute": _substitute,
    "revisions.ask_revision": _ask_revision,
    "revisions.resubmit": _resubmit,
    "clocks.pause": _pause,
    "clocks.resume": _resume,
    "clocks.extend": _extend,
    "checks.record": _record,
    "decisions.propose": _propose,
    "decisions.countersign": _countersign,
    "decisions.countersign refusal": _countersign_refusal,
    "decisions.return_to_office": _return,
    "conflict_acts.settle_desk": _settle,
    "meeting_votes.vote": _vote,
    "meeting_votes.close_item": _close_item,
    "meeting_changes.reschedule": _reschedule,
    "meeting_changes.cancel": _cancel,
    "postponing.postpone": _postpone,
    "obligations.report": _report,
    "obligations.verify": _verify,
}
