"""What a meeting may decide in a case: how a conflict is settled, and whether a failed check is lifted."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import (
    Case,
    CheckLift,
    CheckState,
    Conflict,
    ConflictKind,
    ConflictSide,
    Decision,
    Opinion,
    Seat,
)
from governance.approval.policies.case_states import CHECKED
from governance.approval.policies.conflicts import ConflictPolicy
from governance.approval.selectors.cases import standing
from governance.approval.selectors.checks import checks
from governance.approval.selectors.conflicts import calls
from governance.approval.services.cases import settling
from governance.approval.services.conflicts import conflict_acts, conflicts
from registry.audit.services import audit
from registry.base.rules.errors import DomainError, Incomplete, WrongState
from registry.matters.models import Matter
from registry.matters.policies.parties import OFFICE
from registry.matters.selectors.agendas import Answer, Choice, Motion, Proposal, Question, Subject
from registry.scope.models import Organisation, User
from registry.scope.policies.base import grants_with

Settlement, Level, Side = Conflict.Settlement, Conflict.Level, ConflictKind.Side
CONFLICT, CHECK = calls.TOPIC, "check"
ADOPTED, REJECTED = "adopted", "rejected"
#: How many cases are looked through for checks that the committee may lift.
MOST_CASES = 50


def of_conflict(conflict: Conflict | int) -> Subject:
    """A conflict, as a question names it."""
    return Subject(CONFLICT, conflict if isinstance(conflict, int) else conflict.pk)


def of_check(code: str) -> Subject:
    """A check, as a question names it."""
    return Subject(CHECK, code=code)


def _fault(text: str) -> DomainError:
    return Incomplete({"items": [text]})


class CaseAgenda:
    """The questions of cases; see `registry.matters.selectors.agendas.Agenda`."""

    def offered(self, user: User, *, votes: bool, pending: Collection[tuple[int, Subject]]) -> Sequence[Question]:
        """The open conflicts of the level of the meeting, and the failed checks that the committee may lift."""
        offices = [grant.organisation_id for grant in grants_with(user, *OFFICE)]
        level = Level.COMMITTEE if votes else Level.MEETING
        rows = ConflictPolicy().scope(user).filter(owner__in=offices, state=Conflict.State.OPEN, level=level)
        rows = rows.exclude(pk__in=[subject.key for _key, subject in pending if subject.topic == CONFLICT])
        shown = rows.select_related("case__matter", "case__mine", "topic", "owner").order_by("due_on", "id")
        found = [_about(conflict) for conflict in shown]
        return found + (_failed(offices, pending) if votes else [])

    def motion(self, matter: Matter, subject: Subject, wish: Proposal, *, votes: bool, by: User) -> Motion:
        """What adoption would do: only what the procedure lets this meeting do."""
        case = Case.objects.select_related("mine").get(pk=matter.pk)
        if subject.topic == CONFLICT:
            conflict = ConflictPolicy().scope(by).filter(pk=subject.key, case=case).select_related("owner").first()
            if conflict is None:
                raise _fault(_("This conflict is not known."))
            conflict.case = case
            return Motion(_proposal(conflict, wish, votes=votes), conflict.owner_id)
        if subject.topic != CHECK:
            raise _fault(_("Name a conflict, or a case and a check."))
        if not votes:
            raise _fault(_("Only the committee lifts a failed check."))
        if subject.code not in {row.code for row in _liftable(case)}:
            raise _fault(_("This check does not fail, or nobody may lift it."))
        return Motion(Proposal(), case.office_id)

    def settled(self, subjects: Collection[tuple[int, Subject]]) -> set[tuple[int, Subject]]:
        """Those whose conflict is open no more."""
        keys = [subject.key for _key, subject in subjects if subject.topic == CONFLICT]
        rows = Conflict.objects.filter(pk__in=keys).exclude(state=Conflict.State.OPEN) if keys else ()
        over = {row.pk for row in rows}
        return {one for one in subjects if one[1].topic == CONFLICT and one[1].key in over}

    def is_asked(self, matter: int, subject: Subject) -> bool:
        """Whether the conflict is open, or the check still fails."""
        if subject.topic == CONFLICT:
            return Conflict.objects.filter(pk=subject.key, state=Conflict.State.OPEN).exists()
        return subject.code in {row.code for row in _liftable(Case.objects.get(pk=matter))}

    def rules(self, matter: int) -> Mapping[str, str]:
        """The rules of the vote of the procedure that the case froze."""
        return Case.objects.get(pk=matter).frozen.vote

    def duty(self, user: User, matter: int) -> str:
        """His body is concerned, or he acted in the case himself."""
        bodies = {grant.organisation_id for grant in user.grants()} | ({user.home_id} if user.home_id else set())
        if Case.objects.filter(pk=matter, applicant__in=bodies).exists():
            return "applicant"
        if Seat.objects.filter(round__case=matter, organisation__in=bodies).exists():
            return "seat"
        if Opinion.objects.filter(seat__round__case=matter, author=user).exists():
            return "opinion"
        return "draft" if Decision.objects.filter(case=matter, drafted_by=user).exists() else ""

    def bodies(self, matter: int) -> Sequence[Organisation]:
        """The departments that sit in the case."""
        return [seat.organisation for seat in standing.seats(Case.objects.get(pk=matter))]

    def said(self, matter: int) -> list[dict[str, str]]:
        """What every department of a case says now, to be kept in both languages."""
        rows = []
        for seat in standing.seats(Case.objects.get(pk=matter)):
            opinion, body = standing.opinion_of(seat), seat.organisation
            kept = {"zh": body.name_zh, "en": body.name_en or body.name_zh}
            rows.append({**kept, "kind": opinion.kind if opinion else "", "state": seat.state})
        return rows

    def opinion(self, row: Mapping[str, str]) -> str:
        """The kind of the opinion, else how its seat stands."""
        if row["kind"] in Opinion.Kind.values:
            return str(Opinion.Kind(row["kind"]).label)
        return str(Seat.State(row["state"]).label) if row["state"] in Seat.State.values else ""

    def meaning(self, subject: Subject, proposal: Proposal) -> str:
        """What adoption means."""
        if subject.topic == CHECK:
            return _("the check %(code)s is lifted") % {"code": subject.code}
        words = {
            Settlement.OVERRIDDEN.value: _("the objection is overcome; a rejection upholds it"),
            Settlement.UPHELD.value: _("the objection is upheld: only a refusal can follow"),
            Settlement.CHOSEN.value: _("one side's conditions fall"),
        }
        return words.get(proposal.settlement, "")

    def fallen(self, keys: Collection[int]) -> Mapping[int, str]:
        """The conditions of these sides."""
        rows = ConflictSide.objects.filter(pk__in=keys, condition__isnull=False).select_related("condition")
        return {row.pk: row.condition.text for row in rows if row.condition is not None} if keys else {}

    def links(self, user: User, subjects: Collection[Subject]) -> Mapping[Subject, tuple[str, str]]:
        """The pages of the conflicts that the user may see."""
        keys = [subject.key for subject in subjects if subject.topic == CONFLICT]
        seen = ConflictPolicy().scope(user).filter(pk__in=keys).values_list("pk", flat=True) if keys else ()
        return {of_conflict(key): (reverse("governance:conflict_detail", args=[key]), _("Conflict")) for key in seen}

    def settle(self, matter: int, answer: Answer, *, by: User) -> None:
        """Settle the conflict, or lift the check; a rejected proposal to overcome an objection upholds it."""
        case = Case.objects.select_related("mine").get(pk=matter)
        if answer.subject.topic == CONFLICT:
            conflict = Conflict.objects.select_related("topic", "owner").get(pk=answer.subject.key)
            conflict.case = case
            _settle(conflict, answer, by=by)
        elif answer.outcome == ADOPTED:
            _lift(case, answer, by=by)


def _about(conflict: Conflict) -> Question:
    topic = conflict.topic.name if conflict.topic else str(conflict.get_kind_display())
    case = conflict.case
    return Question(
        case.matter,
        of_conflict(conflict),
        f"{case.number} {case.mine.name}: {topic}",
        _("How is it settled: ") + topic,
        _choices(conflict),
    )


def _choices(conflict: Conflict) -> list[Choice]:
    """What the committee may vote on; a joint meeting only notes."""
    if conflict.level != Level.COMMITTEE:
        return []
    if conflict.kind == Conflict.Kind.CONDITIONS:
        sides = {side.value: tuple(conflict.sides.filter(side=side).values_list("pk", flat=True)) for side in Side}
        safety, ecology = sides[Side.SAFETY], sides[Side.ECOLOGY]
        return [
            Choice(Side.SAFETY, _("The conditions of the safety side fall"), Proposal(Settlement.CHOSEN, safety)),
            Choice(Side.ECOLOGY, _("The conditions of the ecology side fall"), Proposal(Settlement.CHOSEN, ecology)),
        ]
    found = [Choice(Settlement.UPHELD, _("The objection is upheld"), Proposal(Settlement.UPHELD))]
    if conflict_acts.may_overcome(conflict.case):
        found.append(Choice(Settlement.OVERRIDDEN, _("The objection is overcome"), Proposal(Settlement.OVERRIDDEN)))
    return found


def _failed(offices: Sequence[int], pending: Collection[tuple[int, Subject]]) -> list[Question]:
    """The checks that these offices may put to the vote."""
    rows = Case.objects.filter(matter__responsible__in=offices, state__in=CHECKED)
    rows = rows.filter(check_runs__results__state=CheckState.FAIL).distinct().select_related("mine")
    return [
        Question(
            case.matter, of_check(row.code), f"{case.number} {case.mine.name}: {row.name}",
            _("Is this check lifted: ") + row.name,
        )
        for case in rows.order_by("pk")[:MOST_CASES]
        for row in _liftable(case)
        if (case.pk, of_check(row.code)) not in pending
    ]  # fmt: skip


def _liftable(case: Case) -> list[checks.CheckRow]:
    """The checks of a case that fail on its present revision and that only the committee may lift."""
    if case.state not in CHECKED:
        return []
    rows = checks.latest(case).rows
    return [row for row in rows if row.is_blocking and row.state == CheckState.FAIL and row.lifted_by == "committee"]


def _proposal(conflict: Conflict, wish: Proposal, *, votes: bool) -> Proposal:
    """What adoption does to a conflict, or `Incomplete`: only what the procedure lets this body do."""
    if conflict.state != Conflict.State.OPEN:
        raise _fault(_("This conflict is settled already."))
    if conflict.level != (Level.COMMITTEE if votes else Level.MEETING):
        raise _fault(_("The conflict is not at the level of this meeting: take it there first."))
    if not votes:
        return Proposal()
    if conflict.kind == Conflict.Kind.CONDITIONS:
        falls = conflict_acts.check_falls(conflict, wish.falls)
        if wish.settlement != Settlement.CHOSEN or not falls:
            raise _fault(_("Say which side's conditions fall."))
        return Proposal(Settlement.CHOSEN.value, tuple(falls))
    if wish.settlement not in (Settlement.UPHELD, Settlement.OVERRIDDEN):
        raise _fault(_("Say whether the objection is upheld or overcome."))
    if wish.settlement == Settlement.OVERRIDDEN and not conflict_acts.may_overcome(conflict.case):
        raise _fault(_("The procedure names no body that may overcome this objection."))
    return Proposal(wish.settlement)


def _settle(conflict: Conflict, answer: Answer, *, by: User) -> None:
    case, settlement = conflict.case, answer.proposal.settlement
    told: dict[str, Any] = {"by": by, "text": answer.text, "organisation": answer.body}
    if answer.outcome == ADOPTED:
        if settlement == Settlement.OVERRIDDEN and not conflict_acts.may_overcome(case):
            raise WrongState(_("The procedure names no body that may overcome this objection."), current=case.state)
        conflicts.settle(conflict, settlement=settlement, falls=answer.proposal.falls, **told)
        if settlement == Settlement.OVERRIDDEN:
            settling.after_settlement(case, by=by)
    elif answer.outcome == REJECTED and settlement == Settlement.OVERRIDDEN:
        conflicts.settle(conflict, settlement=Settlement.UPHELD, **told)


def _lift(case: Case, answer: Answer, *, by: User) -> None:
    revision, code = case.revisions.order_by("-number")[0], answer.subject.code
    CheckLift.objects.create(
        case=case, revision=revision, code=code, item_id=answer.item, reason=answer.text, by=by, at=timezone.now()
    )
    after = {"check": code, "revision": revision.number, "reason": answer.text}
    audit.record("meetings.lift", case, by=by, after=after, organisation=answer.body)
