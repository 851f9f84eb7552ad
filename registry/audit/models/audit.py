"""Who did what, when, and what it changed: append-only, one hash chain per object."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import append_only
from registry.scope.models.organisations import Organisation
from registry.scope.models.users import User


class AuditEvent(models.Model):
    """One act. The actor stays readable as text after the account is gone; the row can never be changed.

    `object_type` is a model label such as `registry.mine`. `region_code` places the act in a territory, so that an
    auditor sees his own. `hash` covers the row and the hash of the previous act on the same object.
    """

    at = models.DateTimeField(_("time"), default=timezone.now)
    verb = models.CharField(_("act"), max_length=60)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="acts")
    actor_text = models.CharField(_("actor"), max_length=160)
    role = models.CharField(_("role"), max_length=40, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="acts")
    organisation_text = models.CharField(_("organisation"), max_length=200, blank=True)
    object_type = models.CharField(_("object type"), max_length=60)
    object_id = models.CharField(_("object key"), max_length=40)
    object_text = models.CharField(_("object"), max_length=300)
    region_code = models.CharField(_("region code"), max_length=6, blank=True)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    request_id = models.CharField(_("request"), max_length=40, blank=True)
    ip = models.GenericIPAddressField(_("IP address"), null=True)
    sequence = models.PositiveIntegerField(_("sequence"))
    previous_hash = models.CharField(_("previous hash"), max_length=64, blank=True)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        indexes = [
            models.Index(fields=["-at", "-id"]),
            models.Index(fields=["actor", "-at"]),
            models.Index(fields=["region_code", "-at"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id", "sequence"], name="audit_sequence_once")
        ]
        triggers = [append_only("audit_event_append_only")]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_text}"
