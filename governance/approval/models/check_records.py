"""What some records hold beside their evidence: who came to a site visit, and an authority's agreement."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.approval.models.checks import CheckRecord
from registry.base.models.base import append_only


class CheckAttendee(models.Model):
    """Somebody who took part in the site visit of an acceptance (Mineral Resources Law art. 48)."""

    class Part(models.TextChoices):
        VILLAGE = "village", _("Village representative")
        EXPERT = "expert", _("Expert")

    record = models.ForeignKey(CheckRecord, models.PROTECT, related_name="attendees")
    part = models.CharField(_("taking part as"), max_length=8, choices=Part.choices)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        ordering = ("id",)
        verbose_name = _("participant of a site visit")
        verbose_name_plural = _("participants of a site visit")
        triggers = [append_only("check_attendee_append_only")]

    def __str__(self) -> str:
        return self.name


class CheckAgreement(models.Model):
    """The agreement by which the law allows what a check finds too near; it covers what was measured then."""

    record = models.OneToOneField(CheckRecord, models.PROTECT, related_name="agreement")
    authority = models.CharField(_("who agreed"), max_length=200)
    document_number = models.CharField(_("number of the document"), max_length=100)
    distance = models.DecimalField(
        _("least distance covered"), max_digits=12, decimal_places=1, null=True, help_text=_("m")
    )

    class Meta:
        ordering = ("id",)
        verbose_name = _("agreement of an authority")
        verbose_name_plural = _("agreements of authorities")
        triggers = [append_only("check_agreement_append_only")]

    def __str__(self) -> str:
        return self.document_number
