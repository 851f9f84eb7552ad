"""Mining rights and mining licences: registration is separate from the licence (Mineral Resources Law arts 22, 33)."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import Stamped, Versioned, counted
from registry.mines.models.mines import Mine
from registry.scope.models.organisations import Organisation


@pghistory.track()
class MiningRight(Stamped, Versioned):
    """The registered real right to mine an area; it may exist before any licence."""

    class Status(models.TextChoices):
        REGISTERED = "registered", _("Registered")
        TRANSFERRED = "transferred", _("Transferred")
        EXPIRED = "expired", _("Expired")
        CANCELLED = "cancelled", _("Cancelled")

    mine = models.ForeignKey(Mine, models.PROTECT, related_name="rights")
    number = models.CharField(_("registration number"), max_length=40, unique=True)
    holder = models.ForeignKey(Organisation, models.PROTECT, related_name="rights")
    authority = models.ForeignKey(Organisation, models.PROTECT, related_name="rights_granted")
    mineral = models.CharField(_("mineral"), max_length=16, choices=Mine.Mineral.choices)
    area = models.DecimalField(_("area"), max_digits=10, decimal_places=4, help_text=_("km²"))
    registered_on = models.DateField(_("registered on"))
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.REGISTERED)

    class Meta:
        ordering = ("-registered_on", "-id")
        verbose_name = _("mining right")
        verbose_name_plural = _("mining rights")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__isnull=True) | models.Q(expires_on__gt=models.F("registered_on")),
                name="mining_right_period",
                violation_error_message=_("The right must expire after it was registered."),
            )
        ]
        triggers = [counted("mining_right_counted")]

    def __str__(self) -> str:
        return self.number


@pghistory.track()
class MiningLicence(Stamped, Versioned):
    """The permission to mine, issued after the mining plan was approved.

    It keeps holder, mineral, method and area as they were when it was issued: the right and the mine may change later.
    """

    class Status(models.TextChoices):
        VALID = "valid", _("Valid")
        SUSPENDED = "suspended", _("Suspended")
        EXPIRED = "expired", _("Expired")
        REVOKED = "revoked", _("Revoked")
        REPLACED = "replaced", _("Replaced by a later licence")

    right = models.ForeignKey(MiningRight, models.PROTECT, related_name="licences")
    number = models.CharField(_("licence number"), max_length=40, unique=True)
    issued_on = models.DateField(_("issued on"))
    valid_to = models.DateField(_("valid to"))
    capacity = models.DecimalField(_("approved capacity"), max_digits=10, decimal_places=4, help_text=_("Mt a year"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.VALID)
    holder = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="licences")
    mineral = models.CharField(_("mineral"), max_length=16, choices=Mine.Mineral.choices, blank=True)
    method = models.CharField(_("mining method"), max_length=12, choices=Mine.Method.choices, blank=True)
    area = models.DecimalField(_("area"), max_digits=10, decimal_places=4, null=True, blank=True, help_text=_("km²"))
    basis = models.CharField(_("decision by which it was issued"), max_length=60, blank=True)

    class Meta:
        ordering = ("-issued_on", "-id")
        verbose_name = _("mining licence")
        verbose_name_plural = _("mining licences")
        constraints = [
            models.UniqueConstraint(
                fields=["right"],
                condition=models.Q(status="valid"),
                name="mining_right_one_valid_licence",
                violation_error_message=_("The mining right has a valid licence already."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__gt=models.F("issued_on")),
                name="mining_licence_period",
                violation_error_message=_("The licence must end after it was issued."),
            ),
        ]
        triggers = [counted("mining_licence_counted")]

    def __str__(self) -> str:
        return self.number
