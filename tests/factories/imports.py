"""Runs of the mine import."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from registry.mines.models import ImportRun
from tests.factories.users import UserFactory


class ImportRunFactory(DjangoModelFactory[ImportRun]):
    """A dry run that found one new mine; `is_waiting` is one that nobody took up yet."""

    class Meta:
        model = ImportRun

    class Params:
        is_waiting = factory.Trait(state=ImportRun.State.WAITING, finished_at=None)

    file_name = "register.csv"
    started_by = factory.SubFactory(UserFactory)
    actor_text = factory.LazyAttribute(lambda made: str(made.started_by))
    state = ImportRun.State.DONE
    started_at = factory.LazyFunction(timezone.now)
    finished_at = factory.LazyFunction(timezone.now)
    rows_total = 1
    rows_read = 1
    created_count = 1
