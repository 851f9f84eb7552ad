"""The Django app of the outermost room; loading it gives every `shared_task` its Celery application."""

from django.apps import AppConfig

from config.celery import app as celery_app

__all__ = ["ConfigConfig", "celery_app"]


class ConfigConfig(AppConfig):
    """Settings, root urls and the commands that span all rooms."""

    name = "config"
