"""The world of the attacks, one clone for all of them."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.template.base import NodeList
from django.template.loader import get_template

from tests.permissions import world as worlds
from tests.stages.clones import Clones
from tests.stages.handles import read

#: What stands around every page of a signed-in person; `test_matrix.py` draws it for everybody.
FRAME = ("sidebar", "search", "prefs", "bell", "account")


@pytest.fixture
def frameless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages without what stands around all of them alike: thousands of small pages are drawn here."""
    for name in FRAME:
        found = get_template(f"components/{name}.html").template
        assert get_template(f"components/{name}.html").template is found, "Templates are kept once they are read."
        monkeypatch.setattr(found, "nodelist", NodeList())


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
