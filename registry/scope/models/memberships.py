"""Who acts for which organisation in which role, from when to when."""

import datetime as dt

import pghistory
import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import Versioned, counted
from registry.base.models.querysets import DatedQuerySet
from registry.scope.models.organisations import Organisation
from registry.scope.models.users import User
from registry.scope.rules import roles
from registry.scope.rules.grants import TERRITORIAL, Grant


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
SEPARATED_POWERS = tuple(Role(name) for name in roles.SEPARATED_POWERS)


def powers_are_separate() -> pgtrigger.Trigger:
    """A trigger that refuses a separated power beside any other role held on the same day.

    The lock on the person's row makes two simultaneous grants wait for each other.
    """
    powers = ", ".join(f"'{role.value}'" for role in SEPARATED_POWERS)
    return pgtrigger.Trigger(
        name="membership_powers_are_separate",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            PERFORM 1 FROM registry_user WHERE id = NEW.user_id FOR NO KEY UPDATE;
            IF EXISTS (
                SELECT 1 FROM registry_membership other
                WHERE other.user_id = NEW.user_id AND other.id IS DISTINCT FROM NEW.id AND other.role <> NEW.role
                    AND other.ended_at IS NULL AND NEW.ended_at IS NULL
                    AND (other.role IN ({powers}) OR NEW.role IN ({powers}))
                    AND daterange(other.valid_from, other.valid_to, '[]')
                        && daterange(NEW.valid_from, NEW.valid_to, '[]')
            ) THEN
                RAISE EXCEPTION 'a separated power stands beside another role'
                    USING ERRCODE = '23514', CONSTRAINT = 'membership_powers_are_separate';
            END IF;
            RETURN NEW;
        """,  # noqa: S608 (the roles are this module's own constants)
    )


class MembershipQuerySet(DatedQuerySet):
    """Dated roles, which can also be taken back at once."""

    def in_force(self, day: dt.date | None = None) -> "MembershipQuerySet":
        """The rows valid on `day` (today when none is given) and not taken back by then."""
        day = day or timezone.localdate()
        kept = models.Q(ended_at__isnull=True) | models.Q(ended_at__date__gt=day)
        return super().in_force(day).filter(kept)  # type: ignore[return-value]

    def of_valid_organisations(self, day: dt.date | None = None) -> "MembershipQuerySet":
        """The rows whose organisation still exists on `day`: a dissolved body gives no rights."""
        day = day or timezone.localdate()
        alive = models.Q(organisation__valid_to__isnull=True) | models.Q(organisation__valid_to__gte=day)
        return self.filter(alive, organisation__valid_from__lte=day)


@pghistory.track()
class Membership(Versioned):
    """A dated role of a person in an organisation; `ended_at` takes it back at once, before the day is over."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=24, choices=Role.choices)
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    ended_at = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)

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
        triggers = [powers_are_separate(), counted("membership_counted")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organisation_id}"

    def as_grant(self) -> Grant:
        """The right that this membership gives."""
        organisation = self.organisation
        prefix = None
        if organisation.kind in TERRITORIAL:
            prefix = organisation.region.prefix if organisation.region else ""
        return Grant(self.role, organisation.pk, organisation.kind, organisation.function, prefix)
