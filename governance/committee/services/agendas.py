"""What may stand on the agenda of a meeting, and what its adoption would do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from governance.committee.models import AgendaItem, Meeting
from governance.committee.rules import voting
from governance.committee.selectors import meeting_opinions
from registry.base.models import limits
from registry.base.rules.errors import DomainError, Incomplete
from registry.base.services import validation
from registry.matters.models import Matter
from registry.matters.selectors import kinds
from registry.matters.selectors.agendas import Proposal, Subject
from registry.matters.services import matters
from registry.scope.models import Organisation, User

MOST_ITEMS = 30


@dataclass(frozen=True)
class Draft:
    """One item as the office asks for it: a matter, what of it is asked about, and what adoption does."""

    matter: int = 0
    topic: str = ""
    subject: int = 0
    code: str = ""
    question: str = ""
    settlement: str = ""
    falls: Sequence[int] = ()

    @property
    def about(self) -> Subject:
        """What is asked about."""
        return Subject(self.topic, self.subject, self.code)


@dataclass(frozen=True)
class Prepared:
    """An item that may stand on the agenda; its matter is locked."""

    matter: Matter
    subject: Subject
    question: str
    proposal: Proposal
    owner_id: int


def prepare(kind: str, drafts: Sequence[Draft], *, by: User) -> list[Prepared]:
    """Lock the matters, in the order of their keys, and check every item; `Incomplete` with all faults."""
    if not drafts:
        raise Incomplete({"items": [_("Put at least one item on the agenda.")]})
    if len(drafts) > MOST_ITEMS:
        raise Incomplete({"items": [_("An agenda has at most %(n)s items.") % {"n": MOST_ITEMS}]})
    rows = Matter.objects.filter(pk__in={draft.matter for draft in drafts}).filter(kinds.scope(by))
    held = matters.lock_all(rows.values_list("pk", flat=True))
    known = {matter.pk: matter for matter in Matter.objects.select_related("mine").filter(pk__in=held)}
    faults: list[str] = []
    made = []
    for number, draft in enumerate(drafts, start=1):
        try:
            made.append(_one(kind, draft, known.get(draft.matter), by))
        except Incomplete as error:
            texts = [str(text) for found in error.fields.values() for text in found]
            faults += [_("Item %(n)s: %(text)s") % {"n": number, "text": text} for text in texts]
    faults += _twice(made)
    if faults:
        raise Incomplete({"items": faults})
    return made


def _twice(made: Iterable[Prepared]) -> list[str]:
    keys = [(item.matter.pk, item.subject) for item in made]
    return [_("A question stands on the agenda once.")] if len(set(keys)) < len(keys) else []


def _fault(text: str) -> DomainError:
    return Incomplete({"items": [text]})


def _one(kind: str, draft: Draft, matter: Matter | None, by: User) -> Prepared:
    question = validation.worded(draft.question, "question", limits.column(AgendaItem, "question"))
    agenda = kinds.agenda_of(matter) if matter is not None else None
    if matter is None or agenda is None:
        raise _fault(_("This matter is not known."))
    votes, wish = kind == Meeting.Kind.COMMITTEE, Proposal(draft.settlement, tuple(draft.falls))
    motion = agenda.motion(matter, draft.about, wish, votes=votes, by=by)
    topic, subject, code = draft.about
    if AgendaItem.objects.filter(matter=matter, topic=topic, subject=subject, code=code, outcome="").exists():
        raise _fault(_("This question stands on an agenda already."))
    return Prepared(matter, draft.about, question, motion.proposal, motion.owner_id)


def rules(prepared: Sequence[Prepared], ballot: str) -> tuple[dict[str, str], str]:
    """The rules of the vote and the ballot: of all matters, which must agree."""
    said = [dict(_agenda_rules(item.matter)) for item in prepared]
    if any(one != said[0] for one in said):
        message = _("These cases are voted on under different rules: call a meeting for each.")
        raise Incomplete({"items": [message]})
    named = said[0].get("ballot", "")
    if ballot and ballot not in Meeting.Ballot.values:
        raise Incomplete({"ballot": [_("Choose how the committee votes.")]})
    if named and ballot and named != ballot:
        label = Meeting.Ballot(named).label
        raise Incomplete({"ballot": [_("The procedure asks for: %(ballot)s.") % {"ballot": label}]})
    return {**voting.DEFAULTS, **said[0]}, named or ballot or Meeting.Ballot.OPEN


def _agenda_rules(matter: Matter) -> Mapping[str, str]:
    agenda = kinds.agenda_of(matter)
    return agenda.rules(matter.pk) if agenda is not None else {}


def committee_of(office: Organisation) -> Organisation:
    """The committee whose office it is, or `Incomplete`."""
    parent = office.parent
    if parent is None or parent.kind != Organisation.Kind.COMMITTEE:
        raise Incomplete({"committee": [_("This office belongs to no committee.")]})
    return parent


def write(meeting: Meeting, prepared: Iterable[Prepared], *, continues: AgendaItem | None = None) -> None:
    """Append the items to the agenda; `continues` is the item of another meeting that they take up."""
    last = meeting.items.aggregate(last=Max("position"))["last"]
    for number, item in enumerate(prepared, start=0 if last is None else last + 1):
        topic, subject, code = item.subject
        AgendaItem.objects.create(
            meeting=meeting,
            matter=item.matter,
            topic=topic,
            subject=subject,
            code=code,
            question=item.question,
            proposal=item.proposal.kept(),
            position=number,
            continues=continues,
            opinions={"before": meeting_opinions.said(item.matter)} if meeting.kind == Meeting.Kind.JOINT else {},
        )
