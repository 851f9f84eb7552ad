"""Take a question that a meeting could not treat to another one: planned already, or called with it."""

import datetime as dt

from django.utils.translation import gettext as _

from governance.committee.models import AgendaItem, Meeting
from governance.committee.selectors import meetings as selectors
from governance.committee.services import agendas, meeting_news, meeting_rows, meeting_votes
from registry.audit.services import audit
from registry.base.models import limits
from registry.base.rules.errors import Incomplete, WrongState
from registry.base.services import units, validation
from registry.matters.selectors.agendas import Proposal
from registry.matters.services import queues
from registry.scope.models import User

Outcome = AgendaItem.Outcome
#: What the title of a meeting gets that takes up what another left.
AGAIN_ZH, AGAIN_EN = "（续会）", " (resumed)"
LONGEST_TITLE = limits.longest(limits.column(Meeting, "title_zh")) or 0


@units.unit()
def postpone(
    item_id: int,
    *,
    by: User,
    reason: str,
    meeting_id: int | None = None,
    held_at: dt.datetime | None = None,
    place: str = "",
    link: str = "",
    version: int | None = None,
) -> AgendaItem:
    """Close an item without an answer and put it on the agenda of another meeting, which is returned as its new item.

    `meeting_id` names a planned meeting of the same office under the same rules; without it one is called at `held_at`.
    Nobody postpones a vote that has begun with a quorum. Raises `Incomplete` with every fault.
    """
    item = meeting_votes.access(item_id, by=by, verb="postpone_item", version=version)
    source = item.meeting
    target, words = _asked(source, reason, meeting_id, held_at, place, link)
    meeting_votes.lock_matter(item)
    if not selectors.is_asked(item):
        raise WrongState(_("There is nothing left to decide: close the item."), current=source.state)
    meeting_votes.end_without_answer(item, words, by=by)
    called = target is None
    if target is None:
        assert held_at is not None
        target = _called(source, item, held_at, place, link, by=by)
    agendas.write(target, [_as_it_was(item)], continues=item)
    meeting_rows.invite(target)
    meeting_rows.save(target)
    after = {"question": item.question, "outcome": item.outcome, "reason": words, "to": target.pk}
    audit.record("meetings.postpone", source, by=by, after=after, organisation=source.office)
    verb = "meetings.call" if called else "meetings.add_item"
    audit.record(verb, target, by=by, after={"question": item.question, "from": source.pk}, organisation=target.office)
    queues.refresh(item.matter)
    (meeting_news.CALLED if called else meeting_news.CHANGED).send(target)
    return target.items.get(continues=item)


def _asked(
    source: Meeting, reason: str, meeting_id: int | None, held_at: dt.datetime | None, place: str, link: str
) -> tuple[Meeting | None, str]:
    """The planned meeting that takes the item (None: one is called) and the reason, or `Incomplete`."""
    faults: dict[str, list[str]] = {}
    target, words = None, ""
    try:
        words = validation.worded(reason, "reason", limits.column(AgendaItem, "text"))
    except Incomplete as error:
        faults |= {name: [str(text) for text in texts] for name, texts in error.fields.items()}
    if meeting_id is None:
        faults |= meeting_rows.when_and_where(held_at, place, link)
    else:
        found = selectors.targets(source).filter(pk=meeting_id)
        target = found.select_for_update(no_key=True, of=("self",)).first()
        if target is None:
            faults["meeting"] = [_("Choose a planned meeting of your office that votes under the same rules.")]
        elif target.items.count() >= agendas.MOST_ITEMS:
            faults["meeting"] = [_("An agenda has at most %(n)s items.") % {"n": agendas.MOST_ITEMS}]
    if faults:
        raise Incomplete(faults)
    return target, words


def _called(source: Meeting, item: AgendaItem, held_at: dt.datetime, place: str, link: str, *, by: User) -> Meeting:
    title_zh = source.title_zh.removesuffix(AGAIN_ZH)[: LONGEST_TITLE - len(AGAIN_ZH)] + AGAIN_ZH
    title_en = source.title_en.removesuffix(AGAIN_EN)[: LONGEST_TITLE - len(AGAIN_EN)]
    return meeting_rows.create(
        source.office, source.committee, by=by, kind=source.kind, title_zh=title_zh,
        title_en=title_en + AGAIN_EN if title_en else "", held_at=held_at, place=place, link=link,
        ballot=source.ballot, rules=source.rules, is_simulated=source.is_simulated,
    )  # fmt: skip


def _as_it_was(item: AgendaItem) -> agendas.Prepared:
    return agendas.Prepared(
        item.matter, selectors.about(item), item.question, Proposal.read(item.proposal), item.meeting.office_id
    )
