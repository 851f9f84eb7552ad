"""Cases: the company sees its own, the bodies of the territory see what was submitted."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from governance.approval.models import Case, Decision, Opinion, Procedure, Seat
from governance.approval.policies import impartiality
from registry.matters.policies.kinds import KindPolicy
from registry.matters.policies.parties import COMPANY, INTAKE, OFFICE, OFFICIAL
from registry.scope.models import Role, User
from registry.scope.policies.base import Allowed, Denied, Verdict, grants_with, territory
from registry.scope.rules.grants import Grant


class CasePolicy(KindPolicy[Case]):
    """Scope and rights on a case. Drafts are the company's own business."""

    model = Case

    def scope(self, user: User, action: str = "view") -> QuerySet[Case]:
        own = [grant.organisation_id for grant in grants_with(user, *COMPANY) if grant.kind == "company"]
        official = territory(grants_with(user, *OFFICIAL), "region_code") & ~Q(state=Case.State.DRAFT)
        return Case.objects.filter(Q(applicant__in=own) | official & Q(submitted_at__isnull=False))

    def check(self, user: User, action: str, obj: Case | None = None) -> Verdict:
        if action == "open":
            return self._opens(user)
        if obj is None:
            return Denied(_("Name the case."))
        if action == "view":
            return Allowed()
        if action in ("edit_dossier", "submit", "withdraw"):
            return _member(user, COMPANY, obj.applicant_id, _("Only the applicant company does this."))
        if action == "read_proposal":
            return self._reads_proposal(user)
        verdict = self._official(user, action, obj)
        return Denied(impartiality.OWN_CASE) if verdict and impartiality.acts_for_company(user, obj) else verdict

    def _official(self, user: User, action: str, obj: Case) -> Verdict:
        """What the authorities do."""
        if action in ("accept", "ask_corrections", "decline"):
            return _member(user, INTAKE, obj.office_id, _("Only the intake clerk of the office does this."))
        if action == "extend_clock":
            return self._extends(user, obj)
        if action in ("propose", "run_clock", "ask_revision", "deliver"):
            verdict = _member(user, OFFICE, obj.office_id, _("Only the committee's office does this."))
            return impartiality.decides(user, obj) if verdict and action == "propose" else verdict
        if action in ("countersign", "return"):
            return self._signs(user, obj)
        return Denied(_("This act is not known."))

    def _opens(self, user: User) -> Verdict:
        if any(grant.kind == "company" for grant in grants_with(user, *COMPANY)):
            return Allowed()
        return Denied(_("Only a mine company files an application."))

    def _reads_proposal(self, user: User) -> Verdict:
        """A decision is the authorities' own business until the second signature makes it one."""
        return Allowed() if grants_with(user, *OFFICIAL) else Denied(_("The decision is not signed yet."))

    def _extends(self, user: User, case: Case) -> Verdict:
        """The head of the leading department, or the government through the committee, as the procedure says."""
        if case.frozen.extension_by == Procedure.ExtensionBy.HEAD:
            leading = Seat.objects.filter(round__case=case).order_by("-round__number", "position").first()
            heads = [g.organisation_id for g in grants_with(user, Role.DEPARTMENT_HEAD)]
            if leading is not None and leading.organisation_id in heads:
                return Allowed()
            return Denied(_("Only the head of the leading department extends this period."))
        members = [g for g in grants_with(user, Role.COMMITTEE_MEMBER) if g.region_prefix is not None]
        if any(case.region_code.startswith(grant.region_prefix or "") for grant in members):
            return Allowed()
        return Denied(_("Only a member of the committee extends this period, for the government."))

    def _signs(self, user: User, case: Case) -> Verdict:
        """A head of another office that sits in the case, who has not spoken in it himself."""
        decision = Decision.objects.filter(case=case, state=Decision.State.PROPOSED).first()
        if decision is not None and decision.drafted_by_id == user.pk:
            return Denied(_("Who drafted the decision cannot sign it as the second person."))
        if not signing_grants(user, case):
            return Denied(_("The head of a department that sits in this case signs, not the office that drafted."))
        if Opinion.objects.filter(seat__round__case=case, author=user).exists():
            return Denied(_("You gave an opinion in this case: somebody else must countersign."))
        return impartiality.decides(user, case)


def signing_grants(user: User, case: Case) -> list[Grant]:
    """The grants by which `user` could countersign: head of a department seated in the case, not of its office."""
    seated = set(Seat.objects.filter(round__case=case).values_list("organisation_id", flat=True))
    heads = grants_with(user, Role.DEPARTMENT_HEAD)
    return [grant for grant in heads if grant.organisation_id in seated and grant.organisation_id != case.office_id]


def _member(user: User, roles: tuple[Role, ...], organisation: int, reason: object) -> Verdict:
    if any(grant.organisation_id == organisation for grant in grants_with(user, *roles)):
        return Allowed()
    return Denied(reason)
