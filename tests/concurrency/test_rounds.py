"""Two people at once in a round of review: nothing is lost, nothing happens twice, nobody waits for ever.

Each race is run `RACE_ROUNDS` times (3 unless told); `python -m bench.soak_races` runs them many times more.
"""

import os
import random

import pytest

from registry.base.rules.errors import DomainError
from tests.concurrency import races
from tests.factories import cases as stages

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("RACE_ROUNDS", "3"))


@pytest.mark.parametrize("name", races.RACES)
def test_whoever_is_first_the_state_is_one_that_the_rules_know(here: stages.Scene, name: str) -> None:
    chance = random.Random(name)
    for _round in range(ROUNDS):
        heat = races.RACES[name](here)
        answers = races.run(heat, chance)
        broken = [one for one in answers if isinstance(one, Exception) and not isinstance(one, DomainError)]
        assert not broken, broken
        assert all(str(one.message) for one in answers if isinstance(one, DomainError)), "who lost learns why"
        heat.check(answers)
        here = races.another_mine(here)
