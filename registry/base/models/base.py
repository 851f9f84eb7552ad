"""Building blocks shared by the tables."""

import pgtrigger
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class BilingualName(models.Model):
    """A Chinese name, which is the legal one, and an English one for readers."""

    name_zh = models.CharField(_("Chinese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language, falling back on the Chinese one."""
        if (get_language() or "zh").startswith("zh"):
            return self.name_zh
        return self.name_en or self.name_zh


class Stamped(models.Model):
    """When the row was made and last changed."""

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row whose `version` grows with every change, whoever makes it: acts name the version that they were shown.

    The database counts (`counted`), so that a change by a sweep, an import or a bulk update makes old pages old too.
    """

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True


def counted(name: str) -> pgtrigger.Trigger:
    """A trigger that raises the `version` of a row with every change of it, unless the change did so itself."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("OLD.* IS DISTINCT FROM NEW.*"),
        func="IF NEW.version <= OLD.version THEN NEW.version := OLD.version + 1; END IF; RETURN NEW;",
    )


def append_only(name: str) -> pgtrigger.Protect:
    """A trigger that refuses every update and deletion of a row once written."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)
