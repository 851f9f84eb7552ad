"""The one thing that every kind of business is underneath."""

import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import Stamped
from registry.mines.models import Mine
from registry.scope.models import Organisation


@pghistory.track()
class Matter(Stamped):
    """Whatever can wait for somebody, run clocks, stand on an agenda, be noticed publicly and leave duties.

    `kind` names its `MatterKind`, whose own table holds the rest under the same key. Its row is the lock: whoever
    changes anything of the matter locks it first, and nothing else. `version` grows with every act on it and guards
    against acting on an old page. `responsible` is the body that runs it.
    """

    kind = models.CharField(_("kind"), max_length=24)
    number = models.CharField(_("number"), max_length=30, unique=True)
    title_zh = models.CharField(_("title (Chinese)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    mine = models.ForeignKey(Mine, models.PROTECT, related_name="matters")
    region_code = models.CharField(_("region code"), max_length=6)
    responsible = models.ForeignKey(Organisation, models.PROTECT, related_name="matters")
    is_simulated = models.BooleanField(_("demonstration data"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        ordering = ("-created_at", "-id")
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        indexes = [
            models.Index(fields=["kind", "region_code", "id"], name="matter_of_region"),
            models.Index(fields=["responsible", "id"], name="matter_of_body"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="matter_identity_stands", fields=["kind", "number", "mine", "region_code"]),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def title(self) -> str:
        """The title in the reader's language, falling back on the Chinese one."""
        if (get_language() or "zh").startswith("zh"):
            return self.title_zh
        return self.title_en or self.title_zh
