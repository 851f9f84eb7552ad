"""Files that people hand in."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.scope.models.users import User

#: Why a file is in its state; `state_reason` keeps the code and what it names.
REASONS: dict[str, Any] = {
    "no_scanner": _("No virus scanner is configured; the file was not checked."),
    "scanned": _("Checked for viruses; nothing was found."),
    "infected": _("A virus was found (%(signature)s). The content was removed."),
    "too_large_for_scanner": _("The file is larger than the virus scanner accepts. The content was removed."),
    "content_missing": _("The content of this file is missing."),
}


class Attachment(models.Model):
    """A stored file: its type comes from its content, its hash proves it unchanged.

    States: *quarantined* (not scanned yet, nobody can fetch it), *clean* (scanned or accepted), *rejected* (infected or
    unreadable; content removed, row kept). Which object it belongs to is said by the object's own link table.
    """

    class State(models.TextChoices):
        QUARANTINED = "quarantined", _("Waiting for the virus check")
        CLEAN = "clean", _("Clean")
        REJECTED = "rejected", _("Rejected")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(_("file"), upload_to="attachments/%Y/%m/", max_length=255)
    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.QUARANTINED)
    state_reason = models.CharField(_("reason"), max_length=200, blank=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="attachments")
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    scanned_at = models.DateTimeField(_("scanned"), null=True)

    class Meta:
        ordering = ("uploaded_at", "id")
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [models.Index(fields=["state", "uploaded_at"])]

    def __str__(self) -> str:
        return self.name

    @property
    def reason(self) -> str:
        """Why the file is in its state, in the reader's language."""
        return self.reason_text(self.state_reason) if self.state_reason else str(self.get_state_display())

    @staticmethod
    def reason_text(code: str) -> str:
        """The sentence for a reason code; `infected X` names the signature."""
        word, _space, detail = code.partition(" ")
        return str(REASONS[word]) % {"signature": detail} if word in REASONS else code
