"""Querysets shared by the models."""

import datetime as dt

from django.db import models
from django.utils import timezone


def holding(words: str, *names: str) -> models.Q:
    """Rows of which one of the named texts holds the words, whatever their case.

    Words without letters that have a case, such as Chinese ones, are looked for as they are: the database need not
    fold every text, which takes most of the time of a search.
    """
    lookup = "contains" if words.lower() == words.upper() else "icontains"
    return models.Q(*((f"{name}__{lookup}", words) for name in names), _connector=models.Q.OR)


class DatedQuerySet(models.QuerySet):
    """Rows with `valid_from` and `valid_to` (inclusive; empty means open)."""

    def in_force(self, day: dt.date | None = None) -> "DatedQuerySet":
        """The rows valid on `day` (today when none is given)."""
        day = day or timezone.localdate()
        return self.filter(valid_from__lte=day).filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day))
