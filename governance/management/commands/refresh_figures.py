"""Make the figures of decided cases anew."""

from typing import Any

from django.core.management.base import BaseCommand

from governance.approval.services.savings import figures


class Command(BaseCommand):
    """`manage.py refresh_figures`: what is right already stays as it is."""

    help = "Make the figures of decided cases anew that are missing or stand on an older working-day calendar."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Made the figures of {figures.refresh_all()} decided cases.")
