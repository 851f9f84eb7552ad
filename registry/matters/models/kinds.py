"""What every kind of matter has in its own table: the key of its matter, and a copy of where it lies."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.matters.models.matters import Matter
from registry.mines.models import Mine
from registry.scope.models import Organisation

_COPIES = """
    IF NOT EXISTS (
        SELECT 1 FROM registry_matter AS held
        WHERE held.id = NEW.matter_id AND held.kind = '{kind}'
            AND held.mine_id = NEW.mine_id AND held.region_code = NEW.region_code
    ) THEN
        RAISE EXCEPTION USING ERRCODE = '23514', MESSAGE = TG_TABLE_NAME || ' copies what its matter says';
    END IF;
    RETURN NEW;
"""


class KindManager(models.Manager[Any]):
    """Reads each row together with its matter, so that its number and its version cost no query."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """All rows with their matters."""
        return super().get_queryset().select_related("matter")


class OfMatter(models.Model):
    """One kind of matter: its key is the key of its matter, which holds number, titles, body and version.

    `mine` and `region_code` are copies for the kind's own indexes; the database keeps them as they were written
    (`copies_matter`).
    """

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="%(class)s")
    mine = models.ForeignKey(Mine, models.PROTECT, related_name="%(class)ss")
    region_code = models.CharField(_("region code"), max_length=6)

    objects = KindManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.number

    @property
    def id(self) -> int:
        """The key, which is that of the matter."""
        return int(self.pk)

    @property
    def number(self) -> str:
        """The number of the matter."""
        return self.matter.number

    @property
    def title_zh(self) -> str:
        """The Chinese title."""
        return self.matter.title_zh

    @property
    def title_en(self) -> str:
        """The English title, which may be empty."""
        return self.matter.title_en

    @property
    def responsible(self) -> Organisation:
        """The body that runs the matter."""
        return self.matter.responsible

    @property
    def responsible_id(self) -> int:
        """The key of the body that runs the matter."""
        return self.matter.responsible_id

    @property
    def is_simulated(self) -> bool:
        """Whether it is invented, for the demonstration."""
        return self.matter.is_simulated

    @property
    def version(self) -> int:
        """How often somebody acted on it: what a page carries."""
        return self.matter.version

    @property
    def clock_events(self) -> Any:
        """The events of the clocks of the matter."""
        return self.matter.clock_events

    @property
    def notices(self) -> Any:
        """The public notices of the matter."""
        return self.matter.notices

    @property
    def queue_entries(self) -> Any:
        """Who holds the matter, as the queue keeps it."""
        return self.matter.queue_entries

    def kept_at(self, version: int) -> Any:
        """The stored state of this row when its matter had a version; None when none is kept.

        An act writes the matter and this row in one transaction, which has one time: the state before the next act.
        """
        kept = type(self).pgh_event_model.objects.filter(pgh_obj_id=self.pk)  # type: ignore[attr-defined]
        events = Matter.pgh_event_model.objects.filter(pgh_obj_id=self.pk)  # type: ignore[attr-defined]
        after = events.filter(version__gt=version).order_by("pgh_id").first()
        if after is not None:
            kept = kept.filter(pgh_created_at__lt=after.pgh_created_at)
        return kept.order_by("-pgh_id").first()

    @classmethod
    def of(cls, matter: Matter, **fields: Any) -> Self:
        """An unsaved row of this kind for a matter, with the copies."""
        return cls(matter=matter, mine=matter.mine, region_code=matter.region_code, **fields)


def copies_matter(name: str, kind: str) -> pgtrigger.Trigger:
    """A trigger that keeps mine and region equal to those of the matter, which must be of this kind, for ever."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("matter_id", "mine_id", "region_code"),
        func=_COPIES.replace("{kind}", kind),
    )
