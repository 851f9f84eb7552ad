"""Public notices: opened by the office, commented on by everybody, answered one by one."""

from django.utils.translation import gettext as _

from governance.approval.models import Case
from governance.approval.policies import notices as policies
from governance.approval.policies.cases import CasePolicy
from governance.approval.policies.notices import CommentPolicy
from governance.approval.selectors.public import public
from governance.approval.services.checks import checks
from governance.approval.services.obligations import follow_up_news
from registry.audit.services import ages, audit
from registry.base.rules.errors import WrongState
from registry.base.services import units
from registry.matters.models import PublicComment, PublicNotice
from registry.matters.services import matters
from registry.matters.services import notices as matter_notices
from registry.scope.models import User
from registry.scope.policies.base import ensure
from registry.scope.rules.grants import System

PUBLIC = System("public")
#: In these states the application is before the departments and the public may still be heard.
OPEN_IN = (Case.State.REVIEW, Case.State.DECIDING)


def least_days(case: Case) -> int:
    """The working days that the procedure asks for at the least."""
    return max(case.frozen.notice_days, 1)


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
    notice = matter_notices.lay_open(
        case.matter, by=by, text_zh=text_zh, text_en=text_en, days=days, least=least_days(case)
    )
    after = {"opens_on": notice.opens_on, "closes_on": notice.closes_on, "days": days}
    audit.record("notices.open", case, by=by, after=after, organisation=case.office)
    follow_up_news.notice_opened(notice)
    return notice


@units.unit()
def comment(number: str, *, text: str, name: str = "", contact: str = "") -> PublicComment:
    """Take what somebody says to the open notice of a public case; nobody has to give a name.

    The audit row carries the reference only: name and contact stay with the comment.
    """
    case = public.access_case(number)
    made = matter_notices.take(case.matter, text=text, name=name, contact=contact)
    audit.record("notices.comment", case, by=PUBLIC, after={"reference": made.reference})
    follow_up_news.comment_made(made)
    return made


@units.unit()
def answer(comment_id: int, *, by: User, text: str, version: int | None = None) -> PublicComment:
    """Answer a comment, once; the answer is published beside it."""
    row = _locked(comment_id, by, "answer", version)
    matter_notices.answer(row, by=by, text=text)
    audit.record(
        "notices.answer", row.notice.matter.case, by=by, after={"reference": row.reference, "reason": row.answer}
    )
    checks.rerun(row.notice.matter.case, by=by)
    return row


@units.unit()
def hide(comment_id: int, *, by: User, reason: str, version: int | None = None) -> PublicComment:
    """Publish the comment no longer, with the reason (insult, personal data); it is kept as it came."""
    row = _locked(comment_id, by, "hide", version)
    matter_notices.hide(row, reason=reason)
    after = {"reference": row.reference, "reason": row.hidden_reason}
    audit.record("notices.hide", row.notice.matter.case, by=by, after=after)
    checks.rerun(row.notice.matter.case, by=by)
    return row


def _locked(comment_id: int, by: User, action: str, version: int | None) -> PublicComment:
    """The comment with its matter locked, with the right and the age checked."""
    found = CommentPolicy().access(by, comment_id, related=("notice",))
    matters.lock(found.notice.matter_id)
    row = CommentPolicy().access(by, comment_id, related=("notice__matter__case__mine",))
    ensure(CommentPolicy().check(by, action, row))
    ages.require(row, version, by=by, trail=row.notice.matter.case)
    return row
