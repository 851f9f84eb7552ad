"""Lists that ship as data, in both languages, with their source and how sure it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import BilingualName
from registry.base.models.querysets import DatedQuerySet


class Certainty(models.TextChoices):
    """How sure the source of a rule is; nothing uncertain is presented as law."""

    VERIFIED = "verified", _("Verified in the source")
    LIKELY = "likely", _("From general knowledge, to be checked")
    DESIGN = "design", _("Proposal of this platform")


class Catalogue(BilingualName):
    """A list entry: never deleted, only ended, and shown with its source."""

    code = models.CharField(_("code"), max_length=40)
    source_zh = models.TextField(_("source (Chinese)"), blank=True)
    source_en = models.TextField(_("source (English)"), blank=True)
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty.choices)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
