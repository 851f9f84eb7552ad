"""Public notices: opened by the office, commented on by everybody, answered one by one."""

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import Case, PublicComment, PublicNotice
from governance.approval.policies import notices as policies
from governance.approval.policies.cases import CasePolicy
from governance.approval.policies.notices import CommentPolicy
from governance.approval.selectors.notices import notices as selectors
from governance.approval.selectors.public import public
from governance.approval.services.checks import checks
from governance.approval.services.obligations import follow_up_news
from registry.audit.services import ages, audit
from registry.base.models import limits
from registry.base.rules.errors import Incomplete, WrongState
from registry.base.services import units, validation
from registry.calendar.rules import working_days
from registry.calendar.rules.working_days import NotYetAnnounced
from registry.calendar.selectors import calendars
from registry.scope.models import User
from registry.scope.policies.base import ensure
from registry.scope.rules.grants import System

PUBLIC = System("public")
LONGEST_DAYS = 60
#: In these states the application is before the departments and the public may still be heard.
OPEN_IN = (Case.State.REVIEW, Case.State.DECIDING)


def least_days(case: Case) -> int:
    """The working days that the procedure asks for at the least."""
    return max(int(case.procedure_copy.get("notice_days") or 0), 1)


@units.unit()
def open_notice(
    case_id: int, *, by: User, text_zh: str, text_en: str = "", days: int | None, version: int | None = None
) -> PublicNotice:
    """Lay the application open to the public from today for `days` working days; one notice at a time."""
    case = CasePolicy().access(by, case_id, lock=True)
    ensure(policies.opens(by, case))
    ages.require(case, version, by=by)
    if case.state not in OPEN_IN:
        message = _("A notice is opened while the departments review: the current state is “%(state)s”.")
        raise WrongState(message % {"state": case.get_state_display()}, current=case.state)
    if selectors.open_notice(case) is not None:
        raise WrongState(_("A notice of this case is open already."), current="open")
    faults = validation.columns(PublicNotice, {"text_zh": text_zh, "text_en": text_en})
    least, today, closes = least_days(case), timezone.localdate(), None
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
    notice = PublicNotice.objects.create(
        case=case, text_zh=text_zh.strip(), text_en=text_en.strip(), opens_on=today, closes_on=closes, opened_by=by
    )
    after = {"opens_on": today, "closes_on": closes, "days": days}
    audit.record("notices.open", case, by=by, after=after, organisation=case.office)
    follow_up_news.notice_opened(notice)
    return notice


@units.unit()
def comment(number: str, *, text: str, name: str = "", contact: str = "") -> PublicComment:
    """Take what somebody says to the open notice of a public case; nobody has to give a name.

    The audit row carries the reference only: name and contact stay with the comment.
    """
    case = public.access_case(number)
    notice = selectors.open_notice(case)
    if notice is None:
        raise WrongState(_("No comments are taken on this application now."), current="closed")
    given = {"text": text.strip(), "name": name.strip(), "contact": contact.strip()}
    validation.require_columns(PublicComment, given)
    made = PublicComment.objects.create(notice=notice, made_at=timezone.now(), **given)
    audit.record("notices.comment", case, by=PUBLIC, after={"reference": made.reference})
    follow_up_news.comment_made(made)
    return made


@units.unit()
def answer(comment_id: int, *, by: User, text: str, version: int | None = None) -> PublicComment:
    """Answer a comment, once; the answer is published beside it."""
    row = _locked(comment_id, by, "answer", version)
    if row.is_hidden:
        raise WrongState(_("The comment is not published."), current="hidden")
    if row.answer:
        words = {"name": row.answered_by}
        raise WrongState(_("%(name)s has answered this comment already.") % words, current="answered")
    validation.require_columns(PublicComment, {"text": text}, needed=("text",), text="answer")
    row.answer, row.answered_by, row.answered_at = text.strip(), by, timezone.now()
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record("notices.answer", row.notice.case, by=by, after={"reference": row.reference, "reason": row.answer})
    checks.rerun(row.notice.case, by=by)
    return row


@units.unit()
def hide(comment_id: int, *, by: User, reason: str, version: int | None = None) -> PublicComment:
    """Publish the comment no longer, with the reason (insult, personal data); it is kept as it came."""
    row = _locked(comment_id, by, "hide", version)
    if row.is_hidden:
        raise WrongState(_("The comment is not published."), current="hidden")
    row.hidden_reason = validation.require_reason(reason, limits.column(PublicComment, "hidden_reason"))
    row.is_hidden = True
    row.save(update_fields=["is_hidden", "hidden_reason"])
    after = {"reference": row.reference, "reason": row.hidden_reason}
    audit.record("notices.hide", row.notice.case, by=by, after=after)
    checks.rerun(row.notice.case, by=by)
    return row


def _locked(comment_id: int, by: User, action: str, version: int | None) -> PublicComment:
    """The comment with its case, locked, with the right and the age checked."""
    row = CommentPolicy().access(by, comment_id, lock=True)
    ensure(CommentPolicy().check(by, action, row))
    ages.require(row, version, by=by, trail=row.notice.case)
    return row
