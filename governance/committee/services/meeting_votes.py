"""Vote, stand aside, and close an item: what the committee adopts is done in the same transaction."""

import dataclasses
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.committee.models import AgendaItem, BallotPaper, Choice, Meeting, Vote
from governance.committee.policies.meetings import MeetingPolicy, must_stand_aside
from governance.committee.rules import recusals, voting
from governance.committee.selectors import meeting_opinions
from governance.committee.selectors import meetings as selectors
from governance.committee.services import meeting_rows
from registry.audit.services import ages, audit
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, WrongState
from registry.base.services import units, validation
from registry.matters.models import Matter
from registry.matters.selectors import kinds
from registry.matters.selectors.agendas import Answer, Proposal
from registry.matters.services import matters, queues
from registry.scope.models import User

Outcome = AgendaItem.Outcome
#: Of fewer papers the numbers of a secret vote are not told.
FEWEST_PAPERS = 3


def access(item_id: int, *, by: User, verb: str, version: int | None = None, of_item: int | None = None) -> AgendaItem:
    """Fetch the open item, its meeting locked first, with right, age and states checked.

    `version` is the meeting's, `of_item` the item's own: who comes late or leaves makes no ballot old.
    """
    found = AgendaItem.objects.filter(pk=item_id, meeting__in=MeetingPolicy().scope(by)).first()
    if found is None:
        raise OutOfScope
    meeting = meeting_rows.access(found.meeting_id, by=by, verb=verb, version=version)
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("matter__mine").get(pk=item_id)
    item.meeting = meeting
    ages.require(item, of_item, by=by, trail=meeting)
    if item.outcome:
        message = _("This item was closed: %(outcome)s.") % {"outcome": item.get_outcome_display()}
        raise WrongState(message, current=item.outcome)
    return item


@units.unit()
def vote(
    item_id: int, *, by: User, choice: str = "", recuse: bool = False, reason: str = "", version: int | None = None
) -> Vote:
    """Vote once on an item, or stand aside with the reason; who is concerned can only stand aside.

    `version` is that of the item that the member saw.
    In a secret vote the paper says how and the row who: nothing links the two. Raises `NotAllowed` with the reason to
    stand aside, `WrongState` for a second vote.
    """
    item = access(item_id, by=by, verb="vote", of_item=version)
    if not selectors.is_asked(item):
        raise WrongState(_("There is nothing left to decide: close the item."), current=item.meeting.state)
    duty = must_stand_aside(by, item.matter)
    if duty and not recuse:
        raise NotAllowed(_("%(reason)s Stand aside from this vote.") % {"reason": recusals.to_him(duty)})
    reason = recusals.clean(reason) or recusals.kept(duty)
    faults = validation.columns(Vote, {"reason": reason})
    if recuse and not reason:
        faults["reason"] = [_("Say why you stand aside.")]
    if not recuse and choice not in Choice.values:
        faults["choice"] = [_("Choose how you vote.")]
    if faults:
        raise Incomplete(faults)
    is_secret = item.meeting.ballot == Meeting.Ballot.SECRET
    try:
        with transaction.atomic():
            row = Vote.objects.create(
                item=item,
                member=by,
                choice="" if recuse or is_secret else choice,
                is_recused=recuse,
                reason=reason if recuse else "",
                at=timezone.now(),
            )
            if is_secret and not recuse:
                BallotPaper.objects.create(item=item, choice=choice)
    except IntegrityError as error:
        if "vote_once" not in str(error):
            raise
        raise WrongState(_("You have voted already."), current=item.meeting.state) from error
    after = {"question": item.question}
    after |= {"reason": recusals.told(reason)} if recuse else {} if is_secret else {"choice": choice}
    verb = "meetings.recuse" if recuse else "meetings.vote"
    audit.record(verb, item.meeting, by=by, after=after, organisation=item.meeting.committee)
    return row


@units.unit()
def close_item(item_id: int, *, by: User, text: str, casting: str = "", version: int | None = None) -> AgendaItem:
    """Close an item with the text of the decision; what the committee adopted takes effect at once.

    A joint meeting notes. A sitting counts: everybody who is present has voted or stood aside, unless there is no
    quorum. A tie is decided by the chair where the rules say so, with `casting` where his own vote does not tell.
    A rejected proposal to overcome an objection upholds it, so that nobody votes until it is overcome.
    """
    item = access(item_id, by=by, verb="close_item", version=version)
    faults = validation.columns(AgendaItem, {"text": text}, needed=("text",))
    if casting not in ("", Choice.FOR, Choice.AGAINST):
        faults["casting"] = [_("Choose a value of the list.")]
    if faults:
        raise Incomplete(faults)
    words = text.strip()
    lock_matter(item)
    _require_unconcerned(item, by)
    tally = None
    if item.meeting.kind == Meeting.Kind.JOINT or not selectors.is_asked(item):
        outcome: str = Outcome.NOTED
    else:
        tally = _count(item, by=by, casting=casting)
        outcome = tally.outcome
    _write(item, outcome, words, tally, by=by)
    _apply(item, by=by)
    return item


def lock_matter(item: AgendaItem) -> None:
    """Lock the matter of an item and read it as it is now."""
    matters.lock(item.matter_id)
    item.matter = Matter.objects.select_related("mine").get(pk=item.matter_id)


def end_without_answer(item: AgendaItem, words: str, *, by: User) -> None:
    """Close an item that goes on elsewhere: without a quorum as such, otherwise only before anybody has voted."""
    tally = None
    if item.meeting.kind == Meeting.Kind.COMMITTEE:
        ballots = _ballots(item)
        if ballots.present >= voting.quorum_needed(
            selectors.rules_of(item.meeting), members=ballots.members, recused=ballots.recused
        ):
            if item.votes.filter(is_recused=False).exists():
                message = _("The vote has begun and there is a quorum: close the item.")
                raise WrongState(message, current=item.meeting.state)
        else:
            tally = _count(item, by=by, casting="")
    _write(item, Outcome.NO_QUORUM if tally else Outcome.POSTPONED, words, tally, by=by)


def _require_unconcerned(item: AgendaItem, by: User) -> None:
    """Whoever stands aside from a vote does not write its decision either."""
    if item.meeting.kind == Meeting.Kind.JOINT:
        return
    stood_aside = item.votes.filter(member=by, is_recused=True).exists()
    is_member = item.meeting.attendances.filter(person=by, is_member=True).exists()
    if stood_aside or (is_member and must_stand_aside(by, item.matter)):
        raise NotAllowed(_("You stand aside from this item: somebody else closes it."))


def _write(item: AgendaItem, outcome: str, words: str, tally: voting.Tally | None, *, by: User) -> None:
    item.outcome, item.text, item.closed_at = outcome, words, timezone.now()
    item.tally = _told(item, tally) if tally else {}
    if item.meeting.kind == Meeting.Kind.JOINT:
        item.opinions = {**item.opinions, "after": meeting_opinions.said(item.matter)}
    item.save(update_fields=["outcome", "text", "tally", "opinions", "closed_at"])
    after = {"question": item.question, "outcome": outcome, "text": words, "tally": item.tally}
    audit.record("meetings.close_item", item.meeting, by=by, after=after, organisation=item.meeting.committee)


def _told(item: AgendaItem, tally: voting.Tally) -> dict[str, Any]:
    """The numbers that are kept; of a secret vote by so few that they would tell who voted how, only the outcome."""
    kept = dataclasses.asdict(tally)
    cast = tally.in_favour + tally.against + tally.abstained
    if item.meeting.ballot == Meeting.Ballot.SECRET and cast and (cast < FEWEST_PAPERS or not tally.is_quorate):
        for name in ("in_favour", "against", "abstained"):
            del kept[name]
        kept["is_withheld"] = True
    return kept


def _count(item: AgendaItem, *, by: User, casting: str) -> voting.Tally:
    meeting, rules = item.meeting, selectors.rules_of(item.meeting)
    ballots = _ballots(item, complete=True)
    if voting.count(rules, ballots).is_tie and rules.tie == voting.CHAIR:
        own = item.votes.filter(member=meeting.chair_id).first()
        if not (own and own.is_recused):
            ballots = dataclasses.replace(ballots, casting=_casting(meeting, own, by=by, given=casting))
    return voting.count(rules, ballots)


def _ballots(item: AgendaItem, *, complete: bool = False) -> voting.Ballots:
    """What was cast so far; `complete` refuses a vote that is not over and notes who had to stand aside and was silent.

    Who voted and left counts as present; who had to stand aside counts for nothing, whether he said so or not.
    """
    meeting, rules = item.meeting, selectors.rules_of(item.meeting)
    members = list(meeting.attendances.filter(is_member=True).select_related("person"))
    votes = {vote.member_id: vote for vote in item.votes.all()}
    duties = {row.person_id: must_stand_aside(row.person, item.matter) for row in members}
    aside = {key for key, duty in duties.items() if duty and key not in votes}
    aside |= {key for key, vote in votes.items() if vote.is_recused}
    came = {row.person_id for row in members if row.is_present} | votes.keys()
    present = came - aside
    if complete:
        needed = voting.quorum_needed(rules, members=len(members), recused=len(aside))
        missing = [str(row.person) for row in members if row.person_id in present - votes.keys()]
        if missing and len(present) >= needed:
            message = _("Not everybody who is present has voted: %(names)s.") % {"names": ", ".join(missing)}
            raise WrongState(message, current=meeting.state)
        for key in sorted(came & aside - votes.keys()):
            Vote.objects.create(item=item, member_id=key, is_recused=True, reason=recusals.kept(duties[key]))
    found = selectors.counted(item, meeting)
    return voting.Ballots(
        members=len(members),
        recused=len(aside),
        present=len(present),
        in_favour=found[Choice.FOR],
        against=found[Choice.AGAINST],
        abstained=found[Choice.ABSTAIN],
    )


def _casting(meeting: Meeting, own: Vote | None, *, by: User, given: str) -> str:
    """How the chair decides a tie: as he voted openly, else as he says now."""
    if own is not None and own.choice in (Choice.FOR, Choice.AGAINST):
        return own.choice
    if by.pk != meeting.chair_id:
        raise WrongState(_("The votes are equal: the chair closes this item and decides."), current=meeting.state)
    if given not in (Choice.FOR, Choice.AGAINST):
        raise Incomplete({"casting": [_("The votes are equal: decide as the chair.")]})
    return given


def _apply(item: AgendaItem, *, by: User) -> None:
    """Let the kind of the matter do what was answered."""
    agenda = kinds.agenda_of(item.matter)
    if agenda is not None:
        proposal = Proposal.read(item.proposal)
        answer = Answer(selectors.about(item), proposal, item.outcome, item.text, item.meeting.committee, item.pk)
        agenda.settle(item.matter_id, answer, by=by)
    queues.refresh(item.matter)
