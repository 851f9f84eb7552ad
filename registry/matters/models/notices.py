"""Public notices and what people say to them."""

import secrets

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.base.models.base import Stamped, Versioned, counted
from registry.matters.models.matters import Matter
from registry.scope.models import User


def reference() -> str:
    """A code by which a commenter finds the answer again; it cannot be guessed."""
    return secrets.token_hex(5).upper()


@pghistory.track()
class PublicNotice(Stamped):
    """A matter laid open to the public for a period, in which everybody may comment."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="notices")
    text_zh = models.TextField(_("text (Chinese)"), max_length=4000, validators=limits.REASONED)
    text_en = models.TextField(_("text (English)"), max_length=4000, blank=True)
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("closes"), help_text=_("the last day on which comments are taken"))
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-opens_on", "-id")
        verbose_name = _("public notice")
        verbose_name_plural = _("public notices")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="public_notice_period",
                violation_error_message=_("The notice closes before it opens."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.opens_on}"


@pghistory.track()
class PublicComment(Versioned):
    """A comment of a resident; name and contact are never published, the answer is."""

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="comments")
    reference = models.CharField(_("reference"), max_length=12, unique=True, default=reference, editable=False)
    name = models.CharField(_("name"), max_length=80, blank=True)
    contact = models.CharField(_("telephone or e-mail"), max_length=120, blank=True)
    text = models.TextField(_("comment"), max_length=2000)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    answer = models.TextField(_("answer"), max_length=4000, blank=True, validators=limits.REASONED)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    is_hidden = models.BooleanField(_("not published"), default=False)
    hidden_reason = models.CharField(_("reason"), max_length=200, blank=True, validators=limits.REASONED)

    class Meta:
        ordering = ("made_at", "id")
        verbose_name = _("public comment")
        verbose_name_plural = _("public comments")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="public_comment_answer_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(is_hidden=False) | ~Q(hidden_reason=""), name="public_comment_hidden_with_reason"
            ),
        ]
        triggers = [counted("public_comment_counted")]

    def __str__(self) -> str:
        return self.reference
