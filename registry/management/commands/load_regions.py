"""Load the administrative regions."""

from typing import Any

from django.core.management.base import BaseCommand

from registry.regions.services import regions
from registry.scope.rules.grants import System


class Command(BaseCommand):
    """Bring the regions in line with data/regions.csv; safe to run again."""

    help = "Load the administrative regions (GB/T 2260) from data/regions.csv; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = regions.load(by=System("load_regions"))
        self.stdout.write(f"regions: {outcome.created} new, {outcome.changed} changed, {outcome.unchanged} unchanged")
