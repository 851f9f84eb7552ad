"""Settings, root urls, Celery and the local launcher: imports every room, imported by none."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
