"""Rounds of review, the seats in them, and what the departments say."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.models.cases import Case, DossierRevision
from governance.models.procedures import DayType, ProcedureSeat
from registry.models import Organisation, User
from registry.models.base import append_only


class Round(models.Model):
    """One parallel review of one dossier revision."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("round"))
    revision = models.OneToOneField(DossierRevision, models.PROTECT, related_name="round")
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ("number",)
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="round_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(closed_at__isnull=True), name="round_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} #{self.number}"


@pghistory.track()
class Seat(models.Model):
    """A department in a round, with its own clock.

    States: *open* (must speak), *answered*, *closed* (the case stopped before it spoke).
    """

    class State(models.TextChoices):
        OPEN = "open", _("Under review")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed without opinion")

    round = models.ForeignKey(Round, models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="seats")
    function = models.CharField(_("department"), max_length=24, choices=Organisation.Function.choices)
    power = models.CharField(_("power"), max_length=8, choices=ProcedureSeat.Power.choices)
    ground_zh = models.TextField(_("legal ground (Chinese)"))
    ground_en = models.TextField(_("legal ground (English)"))
    sections = models.JSONField(_("sections it looks at"), default=list)
    days = models.PositiveSmallIntegerField(_("days"))
    day_type = models.CharField(_("day type"), max_length=8, choices=DayType.choices)
    silence = models.CharField(_("meaning of silence"), max_length=8, choices=ProcedureSeat.Silence.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    officer = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="seats")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [models.UniqueConstraint(fields=["round", "organisation"], name="seat_once_per_round")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.function}"


class Opinion(models.Model):
    """What a department says, signed by a person; it can never be changed."""

    class Kind(models.TextChoices):
        SUPPORT = "support", _("Support")
        CONDITIONS = "conditions", _("Support with conditions")
        OBJECT = "object", _("Objection")
        NOT_RELEVANT = "not_relevant", _("Not relevant")

    seat = models.OneToOneField(Seat, models.PROTECT, related_name="opinion")
    revision = models.ForeignKey(DossierRevision, models.PROTECT, related_name="opinions")
    kind = models.CharField(_("opinion"), max_length=12, choices=Kind.choices)
    ground = models.CharField(_("ground of the objection"), max_length=300, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="opinions")
    author_text = models.CharField(_("author"), max_length=160)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        ordering = ("made_at", "id")
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="object") | (~Q(ground="") & ~Q(reasons="")),
                name="opinion_objection_names_ground",
                violation_error_message=_("An objection names its ground and gives reasons."),
            )
        ]
        triggers = [append_only("opinion_append_only")]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.kind}"


class OpinionCondition(models.Model):
    """A condition of a department; the decision takes it over as an obligation with a due date."""

    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="conditions")
    text = models.CharField(_("condition"), max_length=500)
    due_on = models.DateField(_("due date"))

    class Meta:
        ordering = ("due_on", "id")
        verbose_name = _("condition of an opinion")
        verbose_name_plural = _("conditions of an opinion")
        triggers = [append_only("opinion_condition_append_only")]

    def __str__(self) -> str:
        return self.text
