"""Departments, committees, companies, third parties and village committees."""

import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import BilingualName, Stamped
from registry.base.models.querysets import DatedQuerySet
from registry.scope.models.regions import Region


@pghistory.track()
class Organisation(BilingualName, Stamped):
    """A body that acts on the platform through its members.

    A department, a committee, its office and a village committee have a territory: `region`, or the whole nation when
    it is empty. A company or an assessor has none: it sees what it holds or was engaged for, and `region` is its seat.
    `version` grows with every change and guards against overwriting another person's.
    """

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("Department")
        COMMITTEE = "committee", _("Committee")
        COMMITTEE_OFFICE = "committee_office", _("Committee office")
        COMPANY = "company", _("Company")
        ASSESSOR = "assessor", _("Third-party assessor")
        VILLAGE_COMMITTEE = "village_committee", _("Village committee")

    class Function(models.TextChoices):
        NATURAL_RESOURCES = "natural_resources", _("Natural resources")
        EMERGENCY_MANAGEMENT = "emergency_management", _("Emergency management")
        ECOLOGY_ENVIRONMENT = "ecology_environment", _("Ecology and environment")
        FINANCE = "finance", _("Finance")
        WATER = "water", _("Water resources")
        FORESTRY_GRASSLAND = "forestry_grassland", _("Forestry and grassland")
        ENERGY = "energy", _("Energy")
        MINE_SAFETY = "mine_safety", _("Mine safety supervision")
        AGRICULTURE = "agriculture", _("Agriculture and rural affairs")
        DEVELOPMENT_REFORM = "development_reform", _("Development and reform")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    function = models.CharField(_("function"), max_length=24, choices=Function.choices, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("region")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("superior body")
    )
    credit_code = models.CharField(
        _("unified social credit code"), max_length=18, blank=True, help_text=_("18 characters, GB 32100-2015")
    )
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_address = models.CharField(_("address"), max_length=200, blank=True)
    is_simulated = models.BooleanField(_("demonstration data"), default=False)
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ("name_zh", "id")
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [models.Index(fields=["name_zh", "id"]), models.Index(fields=["kind", "name_zh", "id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=~models.Q(credit_code=""),
                name="organisation_credit_code_once",
                violation_error_message=_("Another organisation carries this unified social credit code."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind="department") ^ models.Q(function=""),
                name="organisation_department_has_function",
                violation_error_message=_("A department, and only a department, has a function."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="organisation_valid_period",
                violation_error_message=_("The last day of validity comes before the first."),
            ),
        ]
