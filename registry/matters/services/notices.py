"""Lay a matter open to the public, take what people say, answer it, and hide what may not be published.

Who may do so the kind of the matter says; the caller has asked, and holds the lock of the matter.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.base.models import limits
from registry.base.rules.errors import Incomplete, WrongState
from registry.base.services import validation
from registry.calendar.rules import working_days
from registry.calendar.rules.working_days import NotYetAnnounced
from registry.calendar.selectors import calendars
from registry.matters.models import Matter, PublicComment, PublicNotice
from registry.matters.selectors import notices as selectors
from registry.scope.models import User

LONGEST_DAYS = 60


def lay_open(
    matter: Matter, *, by: User, text_zh: str, text_en: str = "", days: int | None, least: int = 1
) -> PublicNotice:
    """Open a notice from today for `days` working days, `least` at the least; one at a time."""
    if selectors.open_notice(matter.pk) is not None:
        raise WrongState(_("A notice of this case is open already."), current="open")
    faults = validation.columns(PublicNotice, {"text_zh": text_zh, "text_en": text_en})
    today, closes = timezone.localdate(), None
    if days is None or not least <= days <= LONGEST_DAYS:
        words = {"least": least, "most": LONGEST_DAYS}
        faults["days"] = [_("From %(least)s to %(most)s working days.") % words]
    else:
        try:
            closes = working_days.end_of_period(calendars.table(), today, days)
        except NotYetAnnounced:
            faults["days"] = [_("The working days of that time are not announced yet.")]
    if faults or closes is None:
        raise Incomplete(faults)
    return PublicNotice.objects.create(
        matter=matter, text_zh=text_zh.strip(), text_en=text_en.strip(), opens_on=today, closes_on=closes, opened_by=by
    )


def take(matter: Matter, *, text: str, name: str = "", contact: str = "") -> PublicComment:
    """Take what somebody says to the open notice; nobody has to give a name."""
    notice = selectors.open_notice(matter.pk)
    if notice is None:
        raise WrongState(_("No comments are taken on this application now."), current="closed")
    given = {"text": text.strip(), "name": name.strip(), "contact": contact.strip()}
    validation.require_columns(PublicComment, given)
    return PublicComment.objects.create(notice=notice, made_at=timezone.now(), **given)


def answer(row: PublicComment, *, by: User, text: str) -> None:
    """Answer a comment, once; the answer is published beside it."""
    if row.is_hidden:
        raise WrongState(_("The comment is not published."), current="hidden")
    if row.answer:
        words = {"name": row.answered_by}
        raise WrongState(_("%(name)s has answered this comment already.") % words, current="answered")
    validation.require_columns(PublicComment, {"text": text}, needed=("text",), text="answer")
    row.answer, row.answered_by, row.answered_at = text.strip(), by, timezone.now()
    row.save(update_fields=["answer", "answered_by", "answered_at"])


def hide(row: PublicComment, *, reason: str) -> None:
    """Publish the comment no longer, with the reason (insult, personal data); it is kept as it came."""
    if row.is_hidden:
        raise WrongState(_("The comment is not published."), current="hidden")
    row.hidden_reason = validation.require_reason(reason, limits.column(PublicComment, "hidden_reason"))
    row.is_hidden = True
    row.save(update_fields=["is_hidden", "hidden_reason"])
