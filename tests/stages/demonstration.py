"""The demonstration, as people meet it in a browser, and how far its own tests play it."""

from dataclasses import dataclass

from django.core.management import call_command

from config.demo import bodies, history, layers, mines, outcomes, stories
from config.demo.moments import at, working_days_ago
from registry.scope.models import Organisation
from tests.browser import stage as played
from tests.stages.declared import stage


@dataclass
class Invented:
    """The invented bodies, people and mines."""

    bodies: dict[str, Organisation]
    stage: stories.Stage


@stage(commits=True, DEMO=True, DEMO_PASSWORD=played.PASSWORD)
def demonstration() -> played.Stage:
    """Everything that `manage.py load_demo` plays, without the real register."""
    return played.load()


@stage()
def invented() -> Invented:
    """The bodies, people, mines and layers of the demonstration, before any story."""
    call_command("load_regions", verbosity=0)
    call_command("load_calendar", verbosity=0)
    made, people = bodies.load()
    with at(working_days_ago(history.BEFORE)):
        held = mines.load(made)
        layers.load(held)
    return Invented(made, stories.Stage(people, held))


@stage(after="invented")
def outcomes_told(before: Invented) -> Invented:
    """The stories after decisions, told on the invented mines."""
    outcomes.play(before.stage, before.bodies)
    return before
