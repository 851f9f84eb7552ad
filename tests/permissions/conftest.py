"""The world of the attacks, one clone for all of them."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.permissions import world as worlds
from tests.stages.clones import Clones
from tests.stages.handles import read


@pytest.fixture(scope="package")
def world(django_db_setup: Clones) -> Iterator[worlds.World]:
    """One world in one transaction that is rolled back at the end."""
    with django_db_setup.beside("attacked_world") as clone, transaction.atomic():
        yield read(clone.handle)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of refusals are expected here; the log need not hold them."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)
