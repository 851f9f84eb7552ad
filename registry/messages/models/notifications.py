"""What people are told: an in-app inbox and an e-mail outbox."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.scope.models.users import User


class Notification(models.Model):
    """One message to one person, worded at reading time in the reader's language.

    `kind` is a dotted name registered with a formatter; `params` fills it.
    """

    recipient = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    kind = models.CharField(_("kind"), max_length=60)
    params = models.JSONField(_("parameters"), default=dict)
    link = models.CharField(_("link"), max_length=300, blank=True, help_text=_("path without language prefix"))
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True)

    class Meta:
        ordering = ("-created_at", "-id")
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"]),
            models.Index(fields=["recipient"], condition=models.Q(read_at__isnull=True), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return self.kind


class NotificationPreference(models.Model):
    """A person's choice for one kind of message; without a row the message goes both ways."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notification_preferences")
    kind = models.CharField(_("kind"), max_length=60)
    by_email = models.BooleanField(_("by e-mail"), default=True)

    class Meta:
        verbose_name = _("notification preference")
        verbose_name_plural = _("notification preferences")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notification_preference_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"


class OutboxMessage(models.Model):
    """A duty to send something outside the database, kept until it is done.

    States: *waiting* (to send at `due_at`), *sent*, *failed* (given up after the last attempt). A sweeper claims due
    rows with SKIP LOCKED; a killed worker leaves the row waiting.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    channel = models.CharField(_("channel"), max_length=10, default="email")
    recipient = models.CharField(_("recipient"), max_length=254)
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))
    notification = models.ForeignKey(Notification, models.SET_NULL, null=True, related_name="messages")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        indexes = [models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.channel} {self.recipient}"
