"""The demonstration, as people meet it in a browser."""

from tests.browser import stage as played
from tests.stages.declared import stage


@stage(commits=True, DEMO=True, DEMO_PASSWORD=played.PASSWORD)
def demonstration() -> played.Stage:
    """Everything that `manage.py load_demo` plays, without the real register."""
    return played.load()
