"""The versioned working-day table."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import append_only
from registry.scope.models.users import User

#: The notice that announces a year.
NOTICE = models.CharField(max_length=200)


class CalendarVersion(models.Model):
    """One published working-day table; a change publishes a new version, old ones stay as they were.

    A year that is not listed in `years` is not yet announced: no working-day date in it can be told.
    """

    number = models.PositiveIntegerField(_("version"), unique=True)
    years = models.JSONField(_("announced years"))
    sources = models.JSONField(_("sources"), default=dict, help_text=_("notice per year"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-number",)
        verbose_name = _("working-day calendar")
        verbose_name_plural = _("working-day calendars")
        triggers = [append_only("calendar_version_append_only")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"


class CalendarDay(models.Model):
    """A rest day of a holiday (its weekend days may be listed too) or a make-up working day on a weekend."""

    version = models.ForeignKey(CalendarVersion, models.PROTECT, related_name="days")
    day = models.DateField(_("day"))
    is_working = models.BooleanField(_("working day"))
    name = models.CharField(_("occasion (Chinese)"), max_length=60, blank=True)
    name_en = models.CharField(_("occasion (English)"), max_length=60, blank=True)

    class Meta:
        ordering = ("day",)
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "day"],
                name="calendar_day_once_per_version",
                violation_error_message=_("This day is listed twice."),
            )
        ]
        triggers = [append_only("calendar_day_append_only")]

    def __str__(self) -> str:
        return str(self.day)
