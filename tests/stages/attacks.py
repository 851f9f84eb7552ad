"""The worlds that attacks and machines move in."""

from tests.api import world as callers
from tests.permissions import world as attacked
from tests.stages.declared import stage


@stage()
def attacked_world() -> attacked.World:
    """Two companies in one county, a third far away, a person in every role, and every object that has an address."""
    return attacked.build()


@stage()
def called_world() -> callers.World:
    """A county in which every kind of row exists once, and people who call the API."""
    return callers.build()
