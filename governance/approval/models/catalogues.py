"""Lists that ship as data, in both languages, with their source and how sure it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import BilingualName
from registry.base.models.catalogues import Catalogue, Certainty
from registry.base.models.querysets import DatedQuerySet
from registry.mines.models import Mine
from registry.scope.models import Organisation


class ConflictKind(Catalogue):
    """A typical clash of safety and ecology: what each side wants, and how it is usually settled."""

    class Side(models.TextChoices):
        SAFETY = "safety", _("Safety side")
        ECOLOGY = "ecology", _("Ecology side")

    safety_zh = models.CharField(_("safety side (Chinese)"), max_length=300)
    safety_en = models.CharField(_("safety side (English)"), max_length=300)
    ecology_zh = models.CharField(_("ecology side (Chinese)"), max_length=300)
    ecology_en = models.CharField(_("ecology side (English)"), max_length=300)
    settlement_zh = models.CharField(_("usual settlement (Chinese)"), max_length=500)
    settlement_en = models.CharField(_("usual settlement (English)"), max_length=500)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("kind of conflict")
        verbose_name_plural = _("kinds of conflicts")
        constraints = [models.UniqueConstraint(fields=["code"], name="conflict_kind_once")]


class CheckKind(Catalogue):
    """A check that procedures can ask for: computed from layers and figures, or recorded by an officer."""

    class Group(models.TextChoices):
        SPATIAL = "spatial", _("Places")
        INDICATOR = "indicator", _("Eco-safety co-indicators")
        GATE = "gate", _("Legal gates")

    group = models.CharField(_("group"), max_length=10, choices=Group.choices)
    is_recorded = models.BooleanField(_("recorded by an officer"), default=False)
    agreement_by = models.CharField(
        _("who records an agreement"),
        max_length=24,
        choices=Organisation.Function.choices,
        blank=True,
        help_text=_("Only where the law allows with the agreement of an authority what the check finds too near."),
    )

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("kind of check")
        verbose_name_plural = _("kinds of checks")
        constraints = [models.UniqueConstraint(fields=["code"], name="check_kind_once")]


class IndicatorThreshold(BilingualName):
    """What an eco-safety co-indicator must reach; the row that names the mine most closely counts."""

    code = models.CharField(_("code"), max_length=40)
    method = models.CharField(_("mining method"), max_length=12, choices=Mine.Method.choices, blank=True)
    mineral_group = models.CharField(_("mineral group"), max_length=8, blank=True, help_text=_("coal, noncoal or any"))
    region_code = models.CharField(_("region code"), max_length=6, blank=True)
    minimum = models.DecimalField(_("minimum"), max_digits=14, decimal_places=4, null=True, blank=True)
    maximum = models.DecimalField(_("maximum"), max_digits=14, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    blocks = models.BooleanField(_("blocks the approval"), default=True)
    source_zh = models.TextField(_("source (Chinese)"))
    source_en = models.TextField(_("source (English)"))
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty.choices)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ("code", "method", "mineral_group", "region_code", "-valid_from")
        verbose_name = _("threshold of a co-indicator")
        verbose_name_plural = _("thresholds of co-indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "method", "mineral_group", "region_code", "valid_from"], name="indicator_threshold_once"
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__isnull=False) | models.Q(maximum__isnull=False),
                name="indicator_threshold_says_something",
            ),
        ]
