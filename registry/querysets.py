"""Querysets shared by the models."""

import datetime as dt

from django.db import models
from django.utils import timezone


class DatedQuerySet(models.QuerySet):
    """Rows with `valid_from` and `valid_to` (inclusive; empty means open)."""

    def in_force(self, day: dt.date | None = None) -> "DatedQuerySet":
        """The rows valid on `day` (today when none is given)."""
        day = day or timezone.localdate()
        return self.filter(valid_from__lte=day).filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day))
