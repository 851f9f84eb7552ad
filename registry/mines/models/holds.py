"""Holds: one room stops another, and every room reads them before it lets something pass."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.base.models.base import Versioned, counted
from registry.mines.models.facilities import Facility
from registry.mines.models.mines import Mine
from registry.scope.models.organisations import Organisation
from registry.scope.models.users import User

#: What ends a hold: everything else stands as it was placed.
CLOSING = ("state", "closed_at", "closed_by_id", "closed_text", "lift_ground", "lift_reason", "version")
_LISTED = ", ".join(f"'{name}'" for name in CLOSING)
_FROZEN = f"""
IF OLD.state <> 'open' THEN
    RAISE EXCEPTION 'a hold that has ended is never changed';
END IF;
IF (to_jsonb(NEW) - ARRAY[{_LISTED}]) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY[{_LISTED}]) THEN
    RAISE EXCEPTION 'what a hold was placed with is never changed';
END IF;
RETURN NEW;
"""


class HoldQuerySet(models.QuerySet):
    """Holds by the day."""

    def standing(self) -> "HoldQuerySet":
        """The holds that stop something today: a last day that has passed ends one without anybody's doing."""
        today = timezone.localdate()
        return self.filter(state="open").filter(models.Q(until__isnull=True) | models.Q(until__gte=today))


@pghistory.track()
class Hold(Versioned):
    """What one room placed on a mine, a facility or a piece of work so that others let nothing of `blocks` pass.

    States: *open* (it stops what it names, until its last day), *ended* (its last day passed; the sweep notes it),
    *lifted* (taken back before, with legal ground and reason). A hold is never deleted, and only its end is ever
    written into it. `source_kind` and `source_key` name the record of the room that placed it (`hold_sources`); the
    work that remedies that very record passes where `spares_remedy` says so. `work_kind` and `work_key` narrow a hold
    to one work or zone of a room above, `facility` to one facility; without both it lies on the whole mine.
    """

    class Kind(models.TextChoices):
        HAZARD = "hazard", _("Open major hazard")
        ORDER = "order", _("Order not fulfilled")
        STOPPAGE = "stoppage", _("Production ordered to stop")
        MONEY = "money", _("Money or security missing")
        INQUIRY = "inquiry", _("Under investigation")
        SEIZURE = "seizure", _("Seized or in dispute")
        RECORDS = "records", _("Reports missing or false")

    class Thing(models.TextChoices):
        APPROVALS = "approvals", _("Approvals")
        ACCEPTANCES = "acceptances", _("Acceptances")
        PAYMENTS = "payments", _("Payments")
        RELEASES = "releases", _("Releases of security")
        SCORES = "scores", _("Scores")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("hold", "Open")
        ENDED = "ended", pgettext_lazy("hold", "Ended")
        LIFTED = "lifted", pgettext_lazy("hold", "Lifted")

    mine = models.ForeignKey(Mine, models.PROTECT, related_name="holds")
    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="holds", verbose_name=_("facility")
    )
    work_kind = models.CharField(_("kind of work"), max_length=40, blank=True)
    work_key = models.CharField(_("key of the work"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    blocks = ArrayField(models.CharField(max_length=12, choices=Thing.choices), verbose_name=_("what it stops"))
    spares_remedy = models.BooleanField(
        _("lets the work pass that remedies it"), default=True, help_text=_("Else even the remedy has to wait.")
    )
    source_kind = models.CharField(_("source"), max_length=40)
    source_key = models.CharField(_("record of the source"), max_length=60)
    authority = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="holds", verbose_name=_("placed by")
    )
    ground = models.CharField(_("legal ground"), max_length=300)
    reason_zh = models.TextField(_("reason (Chinese)"), max_length=1000, validators=limits.REASONED)
    reason_en = models.TextField(_("reason (English)"), max_length=1000, blank=True)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day; open-ended when empty."))
    placed_at = models.DateTimeField(_("placed"), default=timezone.now)
    placed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    placed_text = models.CharField(_("entered by"), max_length=160)
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_text = models.CharField(_("closed by"), max_length=160, blank=True)
    lift_ground = models.CharField(_("legal ground of the lifting"), max_length=300, blank=True)
    lift_reason = models.TextField(_("reason of the lifting"), max_length=1000, blank=True, validators=limits.REASONED)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ("-since", "-id")
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        indexes = [
            models.Index(fields=["mine", "state"]),
            models.Index(fields=["-since", "-id"]),
            models.Index(fields=["state", "-since", "-id"]),
            models.Index(fields=["until"], condition=models.Q(state="open"), name="hold_open_until"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_key", "kind"],
                condition=models.Q(state="open"),
                name="hold_open_once_per_source",
                violation_error_message=_("This record has placed an open hold of this kind already."),
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="hold_until_after_since",
                violation_error_message=_("The last day must come after the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(blocks__len__gt=0)
                & models.Q(blocks__contained_by=["approvals", "acceptances", "payments", "releases", "scores"]),
                name="hold_stops_something",
                violation_error_message=_("Say what the hold stops."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", closed_at__isnull=True)
                | models.Q(state__in=["ended", "lifted"], closed_at__isnull=False),
                name="hold_closed_has_time",
                violation_error_message=_("A hold that has ended says when."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="lifted") ^ models.Q(lift_ground="", lift_reason=""),
                name="hold_lifted_has_ground",
                violation_error_message=_("A hold is lifted with legal ground and reason."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ended") | models.Q(until__isnull=False),
                name="hold_ended_had_last_day",
                violation_error_message=_("Only a hold with a last day ends by itself."),
            ),
            models.CheckConstraint(
                condition=~models.Q(ground="") & ~models.Q(reason_zh="") & ~models.Q(source_key=""),
                name="hold_has_ground",
                violation_error_message=_("A hold names its record, its legal ground and its reason."),
            ),
            models.CheckConstraint(
                condition=models.Q(work_kind="", work_key="") | ~models.Q(work_kind="") & ~models.Q(work_key=""),
                name="hold_work_has_key",
                violation_error_message=_("A work is named by its kind and its key."),
            ),
        ]
        triggers = [
            counted("hold_counted"),
            pgtrigger.Protect(name="hold_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(name="hold_only_closed", when=pgtrigger.Before, operation=pgtrigger.Update, func=_FROZEN),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.source_key}"

    def get_absolute_url(self) -> str:
        """The hold's page."""
        return reverse("registry:hold_detail", args=[self.pk])

    @property
    def is_standing(self) -> bool:
        """Whether it stops anything today."""
        return self.state == self.State.OPEN and (self.until is None or self.until >= timezone.localdate())

    @property
    def reason(self) -> str:
        """The reason in the reader's language, falling back on the Chinese one."""
        return self.reason_zh if (get_language() or "zh").startswith("zh") else self.reason_en or self.reason_zh

    @property
    def things(self) -> list[str]:
        """What it stops, in the order of the list, in the reader's language."""
        return [str(label) for code, label in self.Thing.choices if code in self.blocks]
