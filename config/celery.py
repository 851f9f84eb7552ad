"""The Celery application: the database is the to-do list, this is only the heartbeat."""

import logging.config
import os
from typing import Any

from celery import Celery, signals
from django.conf import settings

from config import heartbeat

__all__ = ["TASKS", "app", "heartbeat"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

#: Where the tasks are; Celery itself looks only for `tasks` at the root of an app.
TASKS = (
    "governance.approval.tasks",
    "registry.files.tasks",
    "registry.web.tasks",
    "registry.mines.tasks",
    "registry.messages.tasks",
)

app = Celery("xiezhi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(TASKS, related_name=None)


@signals.setup_logging.connect
def keep_logging(**_: Any) -> None:
    """Leave the logging as the settings made it."""
    logging.config.dictConfig(settings.LOGGING)
