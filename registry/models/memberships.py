"""Who acts for which organisation in which role, from when to when."""

import datetime as dt

import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models.organisations import Organisation
from registry.models.users import User
from registry.querysets import DatedQuerySet
from registry.rules.grants import TERRITORIAL, Grant


class Role(models.TextChoices):
    """What a member may be; the last three are the separated powers (三权分立)."""

    APPLICANT = "applicant", _("Applicant")
    COMPANY_MANAGER = "company_manager", _("Company manager")
    INTAKE_CLERK = "intake_clerk", _("Intake clerk")
    REVIEWER = "reviewer", _("Reviewer")
    DEPARTMENT_HEAD = "department_head", _("Department head")
    COMMITTEE_MEMBER = "committee_member", _("Committee member")
    COMMITTEE_OFFICE = "committee_office", _("Committee office")
    INSPECTOR = "inspector", _("Inspector")
    FUND_OFFICER = "fund_officer", _("Fund officer")
    ASSESSOR = "assessor", _("Assessor")
    VILLAGE_REPRESENTATIVE = "village_representative", _("Village representative")
    AUDITOR = "auditor", _("Auditor")
    SECURITY_OFFICER = "security_officer", _("Security officer")
    ADMINISTRATOR = "administrator", _("Administrator")


#: Administration, security and audit are separate people, and none of them does business.
SEPARATED_POWERS = (Role.ADMINISTRATOR, Role.SECURITY_OFFICER, Role.AUDITOR)


class MembershipQuerySet(DatedQuerySet):
    """Dated roles."""

    def of_valid_organisations(self, day: dt.date | None = None) -> "MembershipQuerySet":
        """The rows whose organisation still exists on `day`: a dissolved body gives no rights."""
        day = day or timezone.localdate()
        alive = models.Q(organisation__valid_to__isnull=True) | models.Q(organisation__valid_to__gte=day)
        return self.filter(alive, organisation__valid_from__lte=day)


@pghistory.track()
class Membership(models.Model):
    """A dated role of a person in an organisation."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=24, choices=Role.choices)
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("user__username", "id")
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=models.Q(valid_to__isnull=True),
                name="membership_open_once",
                violation_error_message=_("This person holds this role in this organisation already."),
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(valid_to__isnull=True, role__in=[str(role) for role in SEPARATED_POWERS]),
                name="membership_one_separated_power",
                violation_error_message=_("Administrator, security officer and auditor must be separate people."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="membership_valid_period",
                violation_error_message=_("The last day of validity comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organisation_id}"

    def as_grant(self) -> Grant:
        """The right that this membership gives."""
        organisation = self.organisation
        prefix = None
        if organisation.kind in TERRITORIAL:
            prefix = organisation.region.prefix if organisation.region else ""
        return Grant(self.role, organisation.pk, organisation.kind, organisation.function, prefix)
