"""Map layers that applications are tested against, and the files they came from."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import BilingualName, Versioned, append_only, counted
from registry.files.models.attachments import Attachment
from registry.scope.models.users import User


class MapLayer(BilingualName, Versioned):
    """One edition of a layer: what it shows, of which day, where from, and how sure that is.

    A layer is never changed or deleted: a new import of the same kind, region and Chinese name ends the edition in
    force and takes its place. `valid_to` is the first day on which it no longer holds. `region_code` is the digits
    that the code of every region it covers begins with, nothing for the whole nation. Invented layers (`is_simulated`)
    are used for invented mines only.
    """

    class Kind(models.TextChoices):
        ECOLOGICAL_RED_LINE = "ecological_red_line", _("Ecological protection red line")
        BASIC_FARMLAND = "basic_farmland", _("Permanent basic farmland")
        NATURE_RESERVE = "nature_reserve", _("Nature reserve")
        ROAD = "road", _("National, provincial or county road")
        TOWNSHIP_ROAD = "township_road", _("Township road")
        RAILWAY = "railway", _("Railway")
        BRIDGE = "bridge", _("Ferry, or bridge of medium size and above")
        RESIDENTS = "residents", _("Residents")

    class Certainty(models.TextChoices):
        VERIFIED = "verified", _("Verified against the issuing authority")
        LIKELY = "likely", _("Likely right")
        DESIGN = "design", _("Invented or assumed")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    region_code = models.CharField(
        _("region covered"), max_length=6, blank=True, help_text=_("first digits of the region's code")
    )
    source = models.CharField(_("source"), max_length=200)
    data_date = models.DateField(_("date of the data"))
    certainty = models.CharField(_("certainty"), max_length=8, choices=Certainty.choices)
    is_simulated = models.BooleanField(_("demonstration data"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    valid_from = models.DateField(_("in force from"), default=timezone.localdate)
    valid_to = models.DateField(_("no longer in force from"), null=True, blank=True)
    imported_at = models.DateTimeField(_("imported"), auto_now_add=True)
    imported_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    feature_count = models.PositiveIntegerField(_("features"))
    content_hash = models.CharField(_("hash of the content"), max_length=64)
    west = models.FloatField(_("west"), help_text=_("degrees, CGCS2000"))
    south = models.FloatField(_("south"), help_text=_("degrees, CGCS2000"))
    east = models.FloatField(_("east"), help_text=_("degrees, CGCS2000"))
    north = models.FloatField(_("north"), help_text=_("degrees, CGCS2000"))

    class Meta:
        ordering = ("kind", "name_zh", "-id")
        verbose_name = _("map layer")
        verbose_name_plural = _("map layers")
        indexes = [models.Index(fields=["kind", "name_zh", "id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "region_code", "name_zh"],
                condition=Q(valid_to__isnull=True),
                name="map_layer_one_in_force",
                violation_error_message=_("A layer of this kind, region and name is in force already."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="map_layer_ends_after_it_begins",
                violation_error_message=_("A layer cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(region_code__regex=r"^([1-9][0-9]([0-9]{2}([0-9]{2})?)?)?$"),
                name="map_layer_region_prefix",
                violation_error_message=_("A region is named by the first two, four or six digits of its code."),
            ),
        ]
        triggers = [counted("map_layer_counted")]

    def get_absolute_url(self) -> str:
        """The layer's page."""
        return reverse("registry:layer_detail", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Whether another edition has taken its place, or it was withdrawn."""
        return self.valid_to is not None and self.valid_to <= timezone.localdate()


class LayerFeature(models.Model):
    """One area, line or place of a layer with the box round it; never changed."""

    layer = models.ForeignKey(MapLayer, models.PROTECT, related_name="features")
    number = models.PositiveIntegerField(_("number in the file"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    geometry = models.JSONField(_("geometry"), help_text=_("GeoJSON, CGCS2000"))
    half_width_m = models.FloatField(
        _("half width"), default=0, help_text=_("m; how far its land reaches beyond the line that was drawn")
    )
    properties = models.JSONField(_("properties"), default=dict, blank=True)
    west = models.FloatField(_("west"), help_text=_("degrees, CGCS2000"))
    south = models.FloatField(_("south"), help_text=_("degrees, CGCS2000"))
    east = models.FloatField(_("east"), help_text=_("degrees, CGCS2000"))
    north = models.FloatField(_("north"), help_text=_("degrees, CGCS2000"))

    class Meta:
        ordering = ("layer", "number")
        verbose_name = _("feature of a layer")
        verbose_name_plural = _("features of a layer")
        constraints = [models.UniqueConstraint(fields=["layer", "number"], name="layer_feature_number_once")]
        triggers = [append_only("layer_feature_append_only")]

    def __str__(self) -> str:
        return self.name or str(self.number)


class LayerImport(models.Model):
    """A file that was handed in for a layer: checked first, loaded when the reader of the report says so.

    `problems` are the first features that were left out; a file that cannot be read as a whole is not kept.
    """

    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="layer_imports")
    fields = models.JSONField(_("description"))
    feature_count = models.PositiveIntegerField(_("features"), default=0)
    bad_count = models.PositiveIntegerField(_("features left out"), default=0)
    problems = models.JSONField(_("problems"), default=list, blank=True)
    content_hash = models.CharField(_("hash of the content"), max_length=64, blank=True)
    layer = models.ForeignKey(MapLayer, models.PROTECT, null=True, blank=True, related_name="imports")
    checked_at = models.DateTimeField(_("checked"), auto_now_add=True)
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField(_("loaded"), null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        verbose_name = _("layer import")
        verbose_name_plural = _("layer imports")

    def __str__(self) -> str:
        return str(self.fields.get("name_zh", ""))

    @property
    def region_code(self) -> str:
        """The region that the layer is to cover."""
        found: Any = self.fields.get("region_code", "")
        return str(found)
