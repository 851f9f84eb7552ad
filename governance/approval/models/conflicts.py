"""Conflicts between departments: who wants what, who settles it, and how it was settled."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.approval.models.cases import Case
from governance.approval.models.catalogues import ConflictKind
from governance.approval.models.rounds import OpinionCondition, Round, Seat
from registry.base.models import limits
from registry.base.models.base import Versioned, append_only, counted
from registry.scope.models import Organisation, User


@pghistory.track()
class Conflict(Versioned):
    """Opposing opinions, or conditions that contradict each other; unsettled it blocks the approval.

    Levels: *desk* (the departments agree among themselves), *meeting* (a joint meeting with minutes), *committee* (a
    vote). `key` says what clashes: `opinions`, or `topic:` and the code of the catalogue. `owner` must get it settled
    by `due_on`. Settlements: *agreed* (a side revised its opinion), *upheld* (the objection stands: only a refusal can
    follow), *overridden* (the body that the procedure names overcame the objection), *chosen* (of contradictory
    conditions one side's fall).
    """

    class Kind(models.TextChoices):
        OPINIONS = "opinions", _("Support against objection")
        CONDITIONS = "conditions", _("Contradictory conditions")

    class Level(models.TextChoices):
        DESK = "desk", _("Between the departments")
        MEETING = "meeting", _("Joint meeting")
        COMMITTEE = "committee", _("Vote of the committee")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        SETTLED = "settled", _("Settled")
        VOID = "void", _("Void")

    class Settlement(models.TextChoices):
        AGREED = "agreed", _("Agreed")
        UPHELD = "upheld", _("Objection upheld")
        OVERRIDDEN = "overridden", _("Objection overcome")
        CHOSEN = "chosen", _("One side chosen")

    case = models.ForeignKey(Case, models.PROTECT, related_name="conflicts")
    round = models.ForeignKey(Round, models.PROTECT, related_name="conflicts")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    key = models.CharField(_("what clashes"), max_length=60)
    topic = models.ForeignKey(ConflictKind, models.PROTECT, null=True, blank=True, related_name="conflicts")
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, default=Level.DESK)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="conflicts_owned")
    due_on = models.DateField(_("due date"), null=True)
    options = models.TextField(_("options"), blank=True)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    settlement = models.CharField(_("settlement"), max_length=10, choices=Settlement.choices, blank=True)
    settlement_text = models.TextField(_("text of the settlement"), blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        ordering = ("opened_at", "id")
        verbose_name = _("conflict")
        verbose_name_plural = _("conflicts")
        indexes = [models.Index(fields=["owner", "due_on"], condition=Q(state="open"), name="conflict_open_of_owner")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "key"],
                condition=Q(state="open"),
                name="conflict_one_open",
                violation_error_message=_("This conflict is open already."),
            ),
            models.CheckConstraint(
                condition=~Q(state="settled")
                | ~Q(settlement="") & ~Q(settlement_text="") & Q(settled_at__isnull=False),
                name="conflict_settlement_is_whole",
                violation_error_message=_("A settlement says what was decided and why."),
            ),
        ]
        triggers = [counted("conflict_counted")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.key}"


class ConflictSide(models.Model):
    """A department in a conflict, with the opinion or the condition it stands on."""

    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="sides")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="conflict_sides")
    condition = models.ForeignKey(
        OpinionCondition, models.PROTECT, null=True, blank=True, related_name="conflict_sides"
    )
    side = models.CharField(_("side"), max_length=8, choices=ConflictKind.Side.choices, blank=True)
    is_dropped = models.BooleanField(_("condition falls"), default=False)

    class Meta:
        ordering = ("id",)
        verbose_name = _("side of a conflict")
        verbose_name_plural = _("sides of a conflict")
        constraints = [
            models.UniqueConstraint(
                fields=["conflict", "seat", "condition"], nulls_distinct=False, name="conflict_side_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.conflict_id} {self.seat_id}"


class ConflictStep(models.Model):
    """One recorded step: a statement, an option, a move to the next level, the settlement."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("Conflict found")
        STATEMENT = "statement", _("Reasons of a department")
        OPTION = "option", _("Option proposed")
        RAISED = "raised", _("Taken to the next level")
        SETTLED = "settled", _("Settled")

    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="steps")
    kind = models.CharField(_("step"), max_length=10, choices=Kind.choices)
    level = models.CharField(_("level"), max_length=10, choices=Conflict.Level.choices)
    text = models.TextField(_("text"), max_length=5000, blank=True, validators=limits.REASONED)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        ordering = ("at", "id")
        verbose_name = _("step of a conflict")
        verbose_name_plural = _("steps of a conflict")
        triggers = [append_only("conflict_step_append_only")]

    def __str__(self) -> str:
        return f"{self.conflict_id} {self.kind}"
