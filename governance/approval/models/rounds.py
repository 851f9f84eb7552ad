"""Rounds of review, the seats in them, and what the departments say."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.approval.models.cases import Case, DossierRevision
from governance.approval.models.catalogues import ConflictKind
from governance.approval.models.procedures import DayType, ProcedureSeat
from registry.base.models import limits
from registry.base.models.base import Versioned, append_only, counted
from registry.base.models.querysets import DatedQuerySet
from registry.scope.models import Organisation, User


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
class Seat(Versioned):
    """A department in a round, with its own clock.

    States: *open* (must speak), *answered*, *closed* (the case stopped before it spoke), *withdrawn* (its opinion was
    taken back; a new seat follows in the same round), *carried* (nothing on its ground changed in this revision: the
    opinion of `carried_from` stands, and one click confirms it), *deemed* (silence counts as no objection, by the
    article that `deemed_basis_*` cites).
    """

    class State(models.TextChoices):
        OPEN = "open", _("Under review")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed without opinion")
        WITHDRAWN = "withdrawn", _("Opinion withdrawn")
        CARRIED = "carried", _("Earlier opinion stands")
        DEEMED = "deemed", _("No objection, by silence")

    #: States that count as spoken.
    SPOKEN = ("answered", "carried", "deemed")

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
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    deemed_basis_zh = models.CharField(_("article on silence (Chinese)"), max_length=300, blank=True)
    deemed_basis_en = models.CharField(_("article on silence (English)"), max_length=300, blank=True)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_to")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.TextField(
        _("reason of the withdrawal"), max_length=2000, blank=True, validators=limits.REASONED
    )

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        indexes = [
            models.Index(fields=["organisation", "round"], condition=Q(state="open"), name="seat_open_of_organisation"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"], condition=~Q(state="withdrawn"), name="seat_once_per_round"
            ),
            models.CheckConstraint(
                condition=~Q(state="carried") | Q(carried_from__isnull=False), name="seat_carried_has_origin"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""),
                name="seat_withdrawal_is_reasoned",
            ),
            models.CheckConstraint(
                condition=~Q(state="deemed") | ~Q(deemed_basis_zh=""), name="seat_silence_cites_article"
            ),
        ]
        triggers = [counted("seat_counted")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.function}"


class Opinion(models.Model):
    """What a department says, signed by a person; it can never be changed."""

    class Kind(models.TextChoices):
        SUPPORT = "support", _("Support")
        CONDITIONS = "conditions", _("Support with conditions")
        OBJECT = "object", _("Objection")
        NOT_RELEVANT = "not_relevant", _("Not relevant")

    MOST_CONDITIONS: ClassVar[int] = 50

    seat = models.OneToOneField(Seat, models.PROTECT, related_name="opinion")
    revision = models.ForeignKey(DossierRevision, models.PROTECT, related_name="opinions")
    kind = models.CharField(_("opinion"), max_length=12, choices=Kind.choices)
    ground = models.CharField(_("ground of the objection"), max_length=300, blank=True)
    reasons = models.TextField(_("reasons"), max_length=5000, blank=True)
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
    evidence = models.CharField(_("what proves it"), max_length=300, blank=True)
    topic = models.ForeignKey(ConflictKind, models.PROTECT, null=True, blank=True, related_name="+")
    side = models.CharField(_("side of the topic"), max_length=8, choices=ConflictKind.Side.choices, blank=True)

    class Meta:
        ordering = ("due_on", "id")
        verbose_name = _("condition of an opinion")
        verbose_name_plural = _("conditions of an opinion")
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=True, side="") | Q(topic__isnull=False) & ~Q(side=""),
                name="opinion_condition_side_of_topic",
            )
        ]
        triggers = [append_only("opinion_condition_append_only")]

    def __str__(self) -> str:
        return self.text


class Substitution(Versioned):
    """While an officer is away, a substitute of the same body acts in his place."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="substitutions")
    officer = models.ForeignKey(User, models.PROTECT, related_name="substituted_by")
    substitute = models.ForeignKey(User, models.PROTECT, related_name="substitutes_for")
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ("-valid_from", "-id")
        verbose_name = _("substitution")
        verbose_name_plural = _("substitutions")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=models.F("valid_from")),
                name="substitution_valid_period",
                violation_error_message=_("The last day of validity comes before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(officer=models.F("substitute")),
                name="substitution_of_another",
                violation_error_message=_("Nobody substitutes for himself."),
            ),
        ]
        triggers = [counted("substitution_counted")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.substitute_id}"
