"""Load the rules that come with the product: lists, thresholds and procedures."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from governance.approval.services.indicators import thresholds
from governance.approval.services.procedures import catalogues, procedures
from registry.base.rules.errors import Incomplete


class Command(BaseCommand):
    """`manage.py load_rules`: what is there already stays as it is."""

    help = "Load the lists, the thresholds of the co-indicators and the procedures of a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.DATA_DIR)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            with transaction.atomic():
                rows = catalogues.load(folder / "catalogues.json")
                limits = thresholds.load(folder / "co_indicator_thresholds.json")
                made = procedures.load(folder / "procedures.json")
        except (OSError, ValueError, TypeError, LookupError) as error:
            raise CommandError(f"Cannot read the rules in {folder}: {error}") from error
        except Incomplete as error:
            raise CommandError("; ".join(str(m) for texts in error.fields.values() for m in texts)) from error
        self.stdout.write(f"Loaded {len(rows)} entries of lists, {len(limits)} thresholds, {len(made)} procedures.")
