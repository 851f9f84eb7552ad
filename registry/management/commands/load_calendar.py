"""Publish the working-day calendar that comes with the product."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from registry.base.rules.errors import Incomplete
from registry.calendar.services import calendars
from registry.scope.rules.grants import System


class Command(BaseCommand):
    help = "Publish the notices of a file as the first working-day calendar; does nothing when there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=settings.DATA_DIR / "working_days.json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            version = calendars.seed_from_file(options["file"], by=System("load_calendar"))
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"Cannot read {options['file']}: {error}") from error
        except Incomplete as error:
            raise CommandError("; ".join(str(m) for texts in error.fields.values() for m in texts)) from error
        if version is None:
            self.stdout.write("There is a working-day calendar already; nothing to do.")
        else:
            self.stdout.write(f"Published the working-day calendar of {', '.join(map(str, version.years))}.")
