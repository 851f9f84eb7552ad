"""Meetings of the committee: agenda, attendance, votes and minutes."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.base.models.base import Stamped, Versioned, append_only, counted
from registry.files.models import Attachment
from registry.matters.models import Matter
from registry.scope.models import Organisation, User


class Choice(models.TextChoices):
    """How a member votes."""

    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstention")


@pghistory.track()
class Meeting(Stamped):
    """A joint meeting or a sitting of the committee.

    States: *planned* (agenda and invitations; time and place may still change), *open* (attendance taken, members
    vote), *closed* (minutes signed), *cancelled* (nothing was decided: its questions may stand on another agenda).
    `rules` keeps quorum, majority and tie rule as they stood when the meeting was called.
    """

    class Kind(models.TextChoices):
        JOINT = "joint", _("Joint meeting")
        COMMITTEE = "committee", _("Committee sitting")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Sitting")
        CLOSED = "closed", pgettext_lazy("meeting", "Closed")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")

    class Ballot(models.TextChoices):
        OPEN = "open", _("Open vote")
        SECRET = "secret", _("Secret vote")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    committee = models.ForeignKey(Organisation, models.PROTECT, related_name="meetings")
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="meetings_called")
    region_code = models.CharField(_("region code"), max_length=6, blank=True)
    title_zh = models.CharField(_("title (Chinese)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    held_at = models.DateTimeField(_("time of the meeting"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.CharField(_("link"), max_length=300, blank=True, help_text=_("to take part from afar"))
    ballot = models.CharField(_("ballot"), max_length=8, choices=Ballot.choices, default=Ballot.OPEN)
    rules = models.JSONField(_("rules of the vote"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    called_by = models.ForeignKey(User, models.PROTECT, related_name="meetings_called")
    chair = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="meetings_chaired")
    minutes = models.TextField(_("minutes"), max_length=5000, blank=True, validators=limits.REASONED)
    minutes_number = models.CharField(_("number of the minutes"), max_length=80, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    cancel_reason = models.TextField(_("why it was cancelled"), max_length=5000, blank=True, validators=limits.REASONED)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    letter = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    is_simulated = models.BooleanField(_("demonstration data"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        ordering = ("-held_at", "-id")
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [models.Index(fields=["-held_at", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False) & ~Q(minutes=""),
                name="meeting_closed_with_minutes",
                violation_error_message=_("A meeting closes with its minutes."),
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | Q(cancelled_at__isnull=False) & ~Q(cancel_reason=""),
                name="meeting_cancelled_with_reason",
                violation_error_message=_("A meeting is cancelled with a reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.title_zh

    @property
    def title(self) -> str:
        """The title in the reader's language, falling back on the Chinese one."""
        if (get_language() or "zh").startswith("zh"):
            return self.title_zh
        return self.title_en or self.title_zh


class MeetingChange(models.Model):
    """What was changed after the meeting was called, why and by whom; kept as it was told to those invited."""

    class Kind(models.TextChoices):
        RESCHEDULED = "rescheduled", _("Rescheduled")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")
        CHAIR = "chair", _("Another chair")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="changes")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    reason = models.TextField(_("reason"), max_length=5000, validators=limits.REASONED)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        ordering = ("id",)
        verbose_name = _("change of a meeting")
        verbose_name_plural = _("changes of a meeting")
        triggers = [append_only("meeting_change_append_only")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.kind}"


class Attendance(models.Model):
    """Who was invited and who came; only members of the committee vote."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(User, models.PROTECT, related_name="attendances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    is_member = models.BooleanField(_("votes"), default=False)
    is_present = models.BooleanField(_("present"), default=False)

    class Meta:
        ordering = ("id",)
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.person_id}"


class AgendaItem(Versioned):
    """One question about a matter: its `topic`, and the key (`subject`) or the code of the part that it names.

    What can be asked, and what an answer does, the kind of the matter says. Without an answer it may go on in another
    meeting: `continues` names the item that it takes up. `opinions` keeps what the bodies said when the item was put on
    the agenda and when it was closed.
    """

    class Outcome(models.TextChoices):
        PENDING = "", _("Not voted yet")
        ADOPTED = "adopted", _("Adopted")
        REJECTED = "rejected", _("Rejected")
        NO_QUORUM = "no_quorum", _("No quorum")
        NOTED = "noted", pgettext_lazy("agenda item", "Noted")
        POSTPONED = "postponed", _("Postponed")
        CANCELLED = "cancelled", _("Meeting cancelled")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="agenda_items")
    topic = models.CharField(_("topic"), max_length=16)
    subject = models.PositiveBigIntegerField(_("part"), default=0, help_text=_("its key; 0 is the whole"))
    code = models.CharField(_("code of the part"), max_length=40, blank=True)
    question = models.TextField(_("question"), max_length=500, validators=limits.REASONED)
    proposal = models.JSONField(_("what adoption does"), default=dict, help_text=_("settlement and sides that fall"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default="", blank=True)
    text = models.TextField(_("decision"), max_length=5000, blank=True, validators=limits.REASONED)
    tally = models.JSONField(_("tally"), default=dict, blank=True)
    opinions = models.JSONField(_("opinions"), default=dict, blank=True)
    continues = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by", verbose_name=_("taken up from")
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("items of the agenda")
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "topic", "subject", "code"],
                condition=Q(outcome=""),
                name="agenda_item_asked_once",
                violation_error_message=_("This question stands on an agenda already."),
            ),
        ]
        triggers = [counted("agenda_item_counted")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.position}"

    @property
    def about(self) -> tuple[str, int, str]:
        """Topic, key and code of what is asked about."""
        return self.topic, self.subject, self.code


class Vote(models.Model):
    """That a member voted, or stood aside; in an open vote also how."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="votes")
    member = models.ForeignKey(User, models.PROTECT, related_name="votes")
    choice = models.CharField(_("vote"), max_length=8, choices=Choice.choices, blank=True)
    is_recused = models.BooleanField(_("stood aside"), default=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        ordering = ("id",)
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "member"], name="vote_once", violation_error_message=_("You have voted already.")
            ),
            models.CheckConstraint(
                condition=~Q(is_recused=True) | Q(choice="") & ~Q(reason=""), name="vote_recusal_is_reasoned"
            ),
        ]
        triggers = [append_only("vote_append_only")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.member_id}"


class BallotPaper(models.Model):
    """One paper of a secret vote: it says how, never who or when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers")
    choice = models.CharField(_("vote"), max_length=8, choices=Choice.choices)

    class Meta:
        verbose_name = _("ballot paper")
        verbose_name_plural = _("ballot papers")
        triggers = [append_only("ballot_paper_append_only")]

    def __str__(self) -> str:
        return str(self.pk)
