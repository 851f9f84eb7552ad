"""Public notices: the office opens one, office and seated departments answer what people say."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from governance.approval.models import Case, Seat
from governance.approval.policies.cases import CasePolicy
from registry.matters.models import PublicComment
from registry.matters.policies.parties import COMPANY, INTAKE, REVIEW
from registry.scope.models import User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, grants_with


def opens(user: User, case: Case) -> Verdict:
    """Whether the user may open a notice on the case."""
    if any(grant.organisation_id == case.office_id for grant in grants_with(user, *INTAKE)):
        return Allowed()
    return Denied(_("Only the committee's office opens a public notice."))


def answers(user: User, case: Case) -> Verdict:
    """Whether the user answers comments on the case: for its office, or for a department that sits in it."""
    if any(grant.organisation_id == case.office_id for grant in grants_with(user, *INTAKE)):
        return Allowed()
    held = {grant.organisation_id for grant in grants_with(user, *REVIEW)}
    if held and Seat.objects.filter(round__case=case, organisation__in=held).exists():
        return Allowed()
    return Denied(_("Only the committee's office and the departments that sit in the case answer comments."))


class CommentPolicy(Policy[PublicComment]):
    """A comment is seen with its case, a hidden one not by the company; name and contact only by those who answer."""

    model = PublicComment

    def scope(self, user: User, action: str = "view") -> QuerySet[PublicComment]:
        own = [grant.organisation_id for grant in grants_with(user, *COMPANY)]
        rows = PublicComment.objects.filter(notice__matter__in=CasePolicy().scope(user).values("pk"))
        return rows.exclude(is_hidden=True, notice__matter__case__applicant__in=own)

    def check(self, user: User, action: str, obj: PublicComment | None = None) -> Verdict:
        if obj is None:
            return Denied(_("Name the comment."))
        if action == "view":
            return Allowed()
        if action in ("answer", "hide", "read_contact"):
            return answers(user, obj.notice.matter.case)
        return Denied(_("This act is not known."))
