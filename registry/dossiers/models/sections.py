"""What every section of a joint plan has in common, whichever room owns it."""

from typing import Any

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import Stamped
from registry.mines.models.mines import Mine


class PlanSection(Stamped):
    """One section of the plan of one mine.

    `application` is the key that the sections of one application share. Revision 0 is the draft that the applicant
    edits; freezing copies it to the next revision, whose content a trigger keeps as it is. Status says what became of a
    frozen revision: *frozen* (under review), *approved* (the plan the room works with), *refused*, or *superseded* (a
    later one was frozen or, where a mine works by one at a time, approved).
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        FROZEN = "frozen", _("Under review")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Not approved")
        SUPERSEDED = "superseded", _("Superseded")

    mine = models.ForeignKey(Mine, models.PROTECT, related_name="+")
    application = models.UUIDField(_("application"))
    revision = models.PositiveIntegerField(_("revision"), default=0)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.mine_id} r{self.revision}"


class FrozenContent(pgtrigger.ReadOnly):
    """Keeps the content of a frozen revision as it is; the draft stays open."""

    def get_condition(self, model: Any) -> pgtrigger.Condition:
        return super().get_condition(model) & pgtrigger.Q(old__revision__gt=0)


def section_meta(name: str, *, one_approved: bool = True) -> dict[str, Any]:
    """Constraints and triggers of a concrete section named `name`.

    `one_approved` says that a mine works by one approved section at a time; its keeper then replaces the one before. A
    section of which several stand side by side (acceptances of one mine) says False, in both places.
    """
    single = models.UniqueConstraint(
        fields=["mine"],
        condition=models.Q(status="approved"),
        name=f"{name}_one_approved_per_mine",
        violation_error_message=_("The mine has an approved plan already."),
    )
    return {
        "constraints": [
            models.UniqueConstraint(fields=["application", "revision"], name=f"{name}_revision_once"),
            *([single] if one_approved else []),
            models.CheckConstraint(
                condition=models.Q(revision=0, status="draft") | models.Q(revision__gt=0) & ~models.Q(status="draft"),
                name=f"{name}_draft_is_revision_zero",
            ),
        ],
        "triggers": [
            FrozenContent(name=f"{name}_frozen", exclude=["status", "decided_at", "updated_at", "version"]),
            pgtrigger.Protect(
                name=f"{name}_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__revision__gt=0)
            ),
        ],
    }


def frozen_with(table: str, name: str) -> pgtrigger.Trigger:
    """A trigger that keeps a child row as it is once its section (in `table`, by `section_id`) is frozen.

    Rows are added to a frozen section only by the transaction that froze it.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'INSERT' THEN
                IF EXISTS (
                    SELECT FROM {table}
                    WHERE id = NEW.section_id AND revision > 0 AND frozen_at < transaction_timestamp()
                ) THEN
                    RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';
                END IF;
                RETURN NEW;
            END IF;
            IF (SELECT revision FROM {table} WHERE id = OLD.section_id) > 0 THEN
                RAISE EXCEPTION 'a frozen revision cannot be changed' USING ERRCODE = '23514';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,  # noqa: S608 (the table name is a literal of ours)
    )
