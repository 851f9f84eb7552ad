"""The Celery application: the database is the to-do list, this is only the heartbeat."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("xiezhi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
