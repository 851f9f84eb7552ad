"""Races in a round of review: who acts at the same moment, and what must be true whoever was first."""

import dataclasses
import datetime as dt
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from config.demo.moments import at
from governance.approval.models import Case, Decision, Opinion, Round, Seat, Substitution
from governance.approval.services.decisions import decisions
from governance.approval.services.dossiers import revisions
from governance.approval.services.seats import opinions, seats, silences
from governance.committee.models import Vote
from governance.committee.services import meeting_votes
from registry.audit.models import AuditEvent
from registry.base.rules.errors import DomainError
from registry.matters.models import ClockReminder, Obligation
from registry.matters.services import reminders
from registry.messages.models import Notification
from registry.scope.models import Role
from tests.factories import cases as stages
from tests.factories import conflicts as disputes
from tests.factories.memberships import member
from tests.factories.mines import held_mine
from tests.factories.plans import case_document

WORDS = "理由充分，依据明确，写满十个字以上。"
ITEMS = [{"section": "safety", "text": "补充排土场稳定性计算。"}]
NR, EM, EE = disputes.NR, disputes.EM, disputes.EE
#: When cases began whose periods are over today.
LONG_AGO = timezone.make_aware(dt.datetime(2026, 3, 2, 10, 0))
#: The longest head start that chance gives one of the acts, in seconds.
HEAD_START = 0.01


@dataclass
class Heat:
    """One race that is ready: the acts, and what is checked with their answers."""

    acts: list[Callable[[], Any]]
    check: Callable[[list[Any]], None]


Race = Callable[[stages.Scene], Heat]


def run(heat: Heat, chance: random.Random) -> list[Any]:
    """Let all act at one moment in their own transactions; their answers, or the errors they met."""
    gate, answers = threading.Barrier(len(heat.acts)), [None] * len(heat.acts)
    starts = [chance.choice((0.0, chance.uniform(0, HEAD_START))) for _act in heat.acts]

    def act(place: int) -> None:
        try:
            gate.wait()
            time.sleep(starts[place])
            answers[place] = heat.acts[place]()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(place,)) for place in range(len(heat.acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def another_mine(here: stages.Scene) -> stages.Scene:
    """The same people before a new mine."""
    return dataclasses.replace(here, mine=held_mine(here.company, region_code=here.mine.region_code, is_simulated=True))


def lost(answers: list[Any]) -> int:
    """How many were refused."""
    return sum(isinstance(answer, DomainError) for answer in answers)


def audited(case: Case, *verbs: str) -> int:
    """How many acts of these verbs the audit trail of the case holds."""
    return AuditEvent.objects.filter(object_id=str(case.pk), verb__in=verbs).count()


def consistent(case: Case) -> Case:
    """The case as it is now, with what holds in every state."""
    case.refresh_from_db()
    assert Round.objects.filter(case=case, closed_at__isnull=True).count() == (case.state == Case.State.REVIEW)
    assert case.decisions.filter(state__in=["proposed", "signed"]).count() <= 1
    for seat in Seat.objects.filter(round__case=case):
        spoke = Opinion.objects.filter(seat=seat).exists()
        assert spoke == (seat.state in (Seat.State.ANSWERED, Seat.State.WITHDRAWN)), seat.state
    assert audited(case, "opinions.give") == Opinion.objects.filter(seat__round__case=case).count()
    return case


def _spoken(here: stages.Scene, *functions: str) -> Case:
    case = stages.in_review(here)
    for function in functions:
        stages.speak(here, case, function)
    return case


def last_two_seats(here: stages.Scene) -> Heat:
    """The last two departments speak: both count, and one of them completes the review."""
    case = _spoken(here, NR)

    def check(answers: list[Any]) -> None:
        assert lost(answers) == 0
        assert consistent(case).state == Case.State.DECIDING
        assert audited(case, "cases.complete_review") == 1

    return Heat([lambda: stages.speak(here, case, EM), lambda: stages.speak(here, case, EE)], check)


def two_countersignatures(here: stages.Scene) -> Heat:
    """Two heads sign: one signature, one number, each obligation once."""
    case = stages.countersigning(here)
    heads = [here.heads[NR], here.heads[EM]]

    def check(answers: list[Any]) -> None:
        assert lost(answers) == 1
        assert consistent(case).state == Case.State.APPROVED
        assert audited(case, "decisions.countersign") == 1
        signed = Decision.objects.get(case=case)
        assert Obligation.objects.filter(matter=signed.case_id).count() == signed.conditions.count()
        assert signed.letters.count() == 2

    return Heat([lambda one=one: decisions.countersign(case.pk, by=one) for one in heads], check)


def two_proposals(here: stages.Scene) -> Heat:
    """Two officers of the office draft the decision: one draft."""
    case = stages.pass_checks(here, stages.deciding(here))
    officers = [here.officer, member(Role.COMMITTEE_OFFICE, here.office)]

    def check(answers: list[Any]) -> None:
        assert lost(answers) == 1
        assert consistent(case).state == Case.State.COUNTERSIGNING
        assert case.decisions.count() == audited(case, "decisions.propose") == 1

    return Heat(
        [
            lambda one=one: decisions.propose(case.pk, by=one, outcome="approve", reasons=stages.REASONS)
            for one in officers
        ],
        check,
    )


def opinion_against_revision(here: stages.Scene) -> Heat:
    """The last department speaks while the office gives the dossier back: it goes back either way."""
    case = _spoken(here, NR, EM)

    def check(answers: list[Any]) -> None:
        assert not isinstance(answers[1], DomainError), answers[1]
        assert consistent(case).state == Case.State.REVISING
        completed = audited(case, "cases.complete_review")
        assert completed == isinstance(answers[0], Opinion)

    return Heat(
        [
            lambda: stages.speak(here, case, EE),
            lambda: revisions.ask_revision(case.pk, by=here.officer, items=ITEMS),
        ],
        check,
    )


def opinion_against_resubmission(here: stages.Scene) -> Heat:
    """A department answers the old round while the company submits again: the old dossier gets no opinion."""
    case = _spoken(here, NR, EM)
    old = here.seat(case, EE)
    revisions.ask_revision(case.pk, by=here.officer, items=ITEMS)
    case_document(case, "slope-stability", sha256="1" * 64)

    def check(answers: list[Any]) -> None:
        assert isinstance(answers[0], DomainError)
        assert not isinstance(answers[1], Exception), answers[1]
        assert consistent(case).state == Case.State.REVIEW
        assert not Opinion.objects.filter(seat=old).exists()
        assert here.seat(case, EE).state == Seat.State.OPEN

    return Heat(
        [
            lambda: opinions.give(old.pk, by=here.reviewers[EE], kind="support"),
            lambda: revisions.resubmit(case.pk, by=here.applicant),
        ],
        check,
    )


def withdrawal_against_proposal(here: stages.Scene) -> Heat:
    """A department takes its opinion back while the office drafts the approval: never both."""
    case = stages.pass_checks(here, stages.deciding(here))
    seat = here.seat(case, EE)

    def check(answers: list[Any]) -> None:
        assert lost(answers) == 1
        drafted = isinstance(answers[1], Decision)
        assert consistent(case).state == (Case.State.COUNTERSIGNING if drafted else Case.State.REVIEW)
        seat.refresh_from_db()
        assert seat.state == (Seat.State.ANSWERED if drafted else Seat.State.WITHDRAWN)

    return Heat(
        [
            lambda: opinions.withdraw(seat.pk, by=here.reviewers[EE], reason=WORDS),
            lambda: decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS),
        ],
        check,
    )


def two_votes_of_one_member(here: stages.Scene) -> Heat:
    """A member votes in two windows: one vote."""
    table = disputes.table(here, members=1)
    conflict = disputes.objected(here)
    disputes.overcomable(conflict.case)
    meeting = disputes.sitting(table, disputes.draft(disputes.raised(conflict, here), "overridden"))
    item, by = meeting.items.get().pk, table.members[0]

    def check(answers: list[Any]) -> None:
        assert lost(answers) == 1
        assert Vote.objects.filter(item=item).count() == 1

    return Heat(
        [lambda choice=choice: meeting_votes.vote(item, by=by, choice=choice) for choice in ("for", "against")], check
    )


def two_substitutes(here: stages.Scene) -> Heat:
    """Two colleagues stand in for the officer who is away: one of them speaks."""
    case = stages.in_review(here)
    body, head = here.departments[NR], here.heads[NR]
    away, *standing_in = (member(Role.REVIEWER, body) for _person in range(3))
    seat = here.seat(case, NR)
    seats.assign(seat.pk, by=head, officer_id=away.pk)
    today = timezone.localdate()
    for one in standing_in:
        Substitution.objects.create(
            organisation=body, officer=away, substitute=one, valid_from=today, valid_to=today, made_by=head
        )

    def check(answers: list[Any]) -> None:
        assert lost(answers) == 1
        consistent(case)
        assert Opinion.objects.get(seat=seat).author in standing_in

    return Heat([lambda one=one: opinions.give(seat.pk, by=one, kind="support") for one in standing_in], check)


def silence_against_opinion(here: stages.Scene) -> Heat:
    """The sweeper counts the silence of the last department while it speaks: one of the two."""
    with at(LONG_AGO):
        case = _spoken(here, NR, EM)
    seat = here.seat(case, EE)
    Seat.objects.filter(pk=seat.pk).update(silence="consents", deemed_basis_zh="《某法》第一条")

    def check(answers: list[Any]) -> None:
        spoke, deemed = isinstance(answers[0], Opinion), isinstance(answers[1], Seat)
        assert spoke != deemed
        assert not isinstance(answers[1], Exception), answers[1]
        assert consistent(case).state == Case.State.DECIDING
        assert audited(case, "cases.complete_review") == 1
        assert audited(case, "seats.deem") == deemed

    return Heat([lambda: stages.speak(here, case, EE), lambda: silences.deem(seat.pk)], check)


def reminders_against_opinion(here: stages.Scene) -> Heat:
    """Two sweepers remind a late department while it speaks: no reminder twice, no opinion lost."""
    with at(LONG_AGO):
        case = stages.in_review(here)

    def check(answers: list[Any]) -> None:
        assert lost(answers) == 0
        consistent(case)
        assert Opinion.objects.filter(seat__round__case=case).count() == 1
        rows = ClockReminder.objects.filter(matter=case.pk).values_list("subject", "clock", "step", "due_on")
        assert len(rows) == len(set(rows))
        late = Notification.objects.filter(
            recipient=here.heads[EM], kind="cases.reminder_overdue", params__number=case.number
        )
        assert late.count() <= 1
        Case.objects.filter(pk=case.pk).update(state=Case.State.WITHDRAWN)

    return Heat([lambda: stages.speak(here, case, EM), reminders.sweep, reminders.sweep], check)


RACES: dict[str, Race] = {
    race.__name__: race
    for race in (
        last_two_seats,
        two_countersignatures,
        two_proposals,
        opinion_against_revision,
        opinion_against_resubmission,
        withdrawal_against_proposal,
        two_votes_of_one_member,
        two_substitutes,
        silence_against_opinion,
        reminders_against_opinion,
    )
}
