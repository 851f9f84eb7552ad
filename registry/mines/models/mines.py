"""Mines, who holds them, and their documents."""

from decimal import Decimal

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce, Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import BilingualName, Stamped
from registry.files.models.attachments import Attachment
from registry.scope.models.organisations import Organisation
from registry.scope.models.regions import Region


@pghistory.track()
class Mine(BilingualName, Stamped):
    """A mine: the place that everything else is about.

    Stages: *new* (right granted, not producing), *producing*, *suspended* (stopped, may restart), *closing* (closure
    under way), *closed*. `region_code` repeats the region's code so that a territory is one prefix match. `version`
    grows with every change and guards against overwriting another person's.
    """

    class Stage(models.TextChoices):
        NEW = "new", _("New")
        PRODUCING = "producing", _("Producing")
        SUSPENDED = "suspended", _("Suspended")
        CLOSING = "closing", _("Closing")
        CLOSED = "closed", _("Closed")

    class Method(models.TextChoices):
        OPEN_PIT = "open_pit", _("Open pit")
        UNDERGROUND = "underground", _("Underground")
        BOTH = "both", _("Open pit and underground")
        UNKNOWN = "unknown", _("Not stated")

    class Mineral(models.TextChoices):
        COAL = "coal", _("Coal")
        IRON = "iron", _("Iron ore")
        COPPER = "copper", _("Copper ore")
        GOLD = "gold", _("Gold ore")
        BAUXITE = "bauxite", _("Bauxite")
        RARE_EARTH = "rare_earth", _("Rare earths")
        PHOSPHATE = "phosphate", _("Phosphate")
        LIMESTONE = "limestone", _("Limestone")
        OTHER_METAL = "other_metal", _("Other metal ore")
        OTHER_NONMETAL = "other_nonmetal", _("Other non-metal mineral")

    class GasRating(models.TextChoices):
        LOW = "low", _("Low gas")
        HIGH = "high", _("High gas")
        OUTBURST = "outburst", _("Coal and gas outburst")
        UNKNOWN = "unknown", _("Not stated")

    class WaterClass(models.TextChoices):
        SIMPLE = "simple", _("Simple")
        MEDIUM = "medium", _("Medium")
        COMPLEX = "complex", _("Complex")
        VERY_COMPLEX = "very_complex", _("Very complex")
        UNKNOWN = "unknown", _("Not stated")

    class FireClass(models.TextChoices):
        READILY = "readily", _("Readily self-igniting")
        SELF_IGNITING = "self_igniting", _("Self-igniting")
        NOT = "not", _("Not self-igniting")
        UNKNOWN = "unknown", _("Not stated")

    class RiskLevel(models.TextChoices):
        RED = "red", _("Red: major risk")
        ORANGE = "orange", _("Orange: large risk")
        YELLOW = "yellow", _("Yellow: general risk")
        BLUE = "blue", _("Blue: low risk")

    identifier = models.CharField(_("mine identifier"), max_length=40, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="mines")
    region_code = models.CharField(_("region code"), max_length=6)
    holder = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="mines")
    holder_name = models.CharField(_("holder as registered"), max_length=200, blank=True)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices)
    method = models.CharField(_("mining method"), max_length=12, choices=Method.choices, default=Method.UNKNOWN)
    mineral = models.CharField(_("mineral"), max_length=16, choices=Mineral.choices)
    capacity = models.DecimalField(
        _("capacity"), max_digits=10, decimal_places=4, null=True, blank=True, help_text=_("Mt a year")
    )
    depth = models.DecimalField(_("depth"), max_digits=7, decimal_places=1, null=True, blank=True, help_text=_("m"))
    area = models.DecimalField(
        _("registered area"), max_digits=10, decimal_places=4, null=True, blank=True, help_text=_("km²")
    )
    opened_in = models.PositiveSmallIntegerField(
        _("opening year"), null=True, blank=True, validators=[MinValueValidator(1800), MaxValueValidator(2200)]
    )
    gas_rating = models.CharField(_("gas rating"), max_length=10, choices=GasRating.choices, default=GasRating.UNKNOWN)
    water_class = models.CharField(
        _("hydrogeological type"), max_length=14, choices=WaterClass.choices, default=WaterClass.UNKNOWN
    )
    fire_class = models.CharField(
        _("spontaneous combustion"), max_length=14, choices=FireClass.choices, default=FireClass.UNKNOWN
    )
    is_rock_burst = models.BooleanField(_("rock-burst mine"), null=True, blank=True)
    longitude = models.FloatField(
        _("longitude"), help_text=_("degrees, CGCS2000"), validators=[MinValueValidator(73), MaxValueValidator(136)]
    )
    latitude = models.FloatField(
        _("latitude"), help_text=_("degrees, CGCS2000"), validators=[MinValueValidator(3), MaxValueValidator(54)]
    )
    location_note = models.CharField(_("place"), max_length=300, blank=True)
    boundary = models.JSONField(_("boundary"), null=True, blank=True, help_text=_("GeoJSON polygon, CGCS2000"))
    boundary_area = models.DecimalField(
        _("area of the boundary"), max_digits=10, decimal_places=4, null=True, blank=True, help_text=_("km², geodesic")
    )
    boundary_source = models.CharField(_("source of the boundary"), max_length=200, blank=True)
    risk_level = models.CharField(_("risk level"), max_length=6, choices=RiskLevel.choices, blank=True)
    risk_as_of = models.DateField(_("risk level as of"), null=True, blank=True)
    is_simulated = models.BooleanField(_("demonstration data"), default=False)
    source = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("source page"), max_length=300, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        ordering = ("name_zh", "id")
        verbose_name = _("mine")
        verbose_name_plural = _("mines")
        indexes = [
            models.Index(fields=["name_zh", "id"]),
            models.Index(fields=["region_code", "name_zh", "id"]),
            models.Index(fields=["region_code"], opclasses=["varchar_pattern_ops"], name="mine_region_prefix"),
            models.Index(fields=["stage", "name_zh", "id"]),
            models.Index(fields=["holder", "name_zh", "id"]),
            models.Index(Upper("name_en"), name="mine_name_en_upper"),
            # The list sorts mines without a known capacity as 0 (`selectors.mines`).
            models.Index(Coalesce("capacity", Value(Decimal(0))), "id", name="mine_capacity_known"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(capacity__isnull=True) | models.Q(capacity__gt=0, capacity__lte=200),
                name="mine_capacity_possible",
                violation_error_message=_("Capacity must be above 0 and at most 200 Mt a year."),
            ),
            models.CheckConstraint(
                condition=models.Q(longitude__gte=73, longitude__lte=136, latitude__gte=3, latitude__lte=54),
                name="mine_location_in_china",
                violation_error_message=_("The coordinates lie outside China."),
            ),
            models.CheckConstraint(
                condition=models.Q(risk_level="") | models.Q(is_simulated=True) | models.Q(risk_as_of__isnull=False),
                name="mine_risk_is_dated",
                violation_error_message=_("A risk level needs the date it holds for."),
            ),
        ]

    def get_absolute_url(self) -> str:
        """The mine's page."""
        return reverse("registry:mine_detail", args=[self.pk])


class MineHolder(models.Model):
    """Who held the mine from when to when: the restoration duty follows the holder (Mineral Resources Law art. 45)."""

    mine = models.ForeignKey(Mine, models.PROTECT, related_name="holders")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="holdings")
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ("-valid_from", "-id")
        verbose_name = _("holder")
        verbose_name_plural = _("holders")
        constraints = [
            models.UniqueConstraint(
                fields=["mine"],
                condition=models.Q(valid_to__isnull=True),
                name="mine_one_current_holder",
                violation_error_message=_("The mine has a current holder already."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="mine_holder_valid_period",
                violation_error_message=_("The last day of validity comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mine_id} {self.organisation_id}"


class MineDocument(models.Model):
    """A document kept with the mine."""

    class Kind(models.TextChoices):
        RIGHT = "right", _("Mining right certificate")
        LICENCE = "licence", _("Mining licence")
        BOUNDARY = "boundary", _("Boundary survey")
        REPORT = "report", _("Report")
        OTHER = "other", _("Other document")

    mine = models.ForeignKey(Mine, models.PROTECT, related_name="documents")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="mine_document")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=200)
    is_withdrawn = models.BooleanField(_("withdrawn"), default=False)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.title
