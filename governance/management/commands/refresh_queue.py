"""Make the work queue anew."""

from typing import Any

from django.core.management.base import BaseCommand

from registry.matters.services import queues


class Command(BaseCommand):
    """`manage.py refresh_queue`: what is right already stays as it is."""

    help = "Make the entries of the work queue of all open cases anew, for instance after a new working-day calendar."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Read {queues.refresh_all()} open cases.")
