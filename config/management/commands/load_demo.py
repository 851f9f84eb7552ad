"""Load the demonstration once: reference data, the real register, invented bodies, mines and cases."""

import io
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from config.demo import bodies, history, layers, mine_records, mines, outcomes, stories
from config.demo.moments import at, working_days_ago
from governance.approval.services.checks import check_sweeps
from governance.approval.services.decisions import letters
from registry.mines.models import Mine
from registry.scope.models import Organisation


class Command(BaseCommand):
    """`manage.py load_demo`: what exists already stays as it is."""

    help = "Load the demonstration: reference data, the real mine register, invented bodies, mines and cases."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--without-history", action="store_true", help="leave out the cases decided long ago")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This installation is no demonstration (settings.DEMO).")
        self.data = settings.DATA_DIR
        self._step("regions", lambda: call_command("load_regions", verbosity=0))
        self._step("working-day calendar", lambda: call_command("load_calendar", verbosity=0))
        self._step("lists, thresholds and procedures", lambda: call_command("load_rules", stdout=io.StringIO()))
        if not Mine.objects.filter(is_simulated=False).exists():
            self._step("mine register", self._register)
        if Organisation.objects.filter(is_simulated=True).exists():
            self.stdout.write("The invented bodies are there already.")
        else:
            with_history = not options["without_history"]
            self._step("invented bodies, mines and cases", lambda: self._invent(with_history))
        self._step("decision letters", lambda: letters.render_pending())

    def _register(self) -> None:
        call_command(
            "import_mines",
            str(self.data / "mines_gem.csv.gz"),
            boundaries=self.data / "mine_boundaries_gem.geojson",
            quiet=True,
            verbosity=0,
        )

    @transaction.atomic
    def _invent(self, with_history: bool) -> None:
        made, people = bodies.load()
        with at(working_days_ago(history.BEFORE)):
            held = mines.load(made)
            layers.load(held)
        stage = stories.Stage(people, held)
        if with_history:
            history.play(stage, made)
            outcomes.play(stage, made)
        stories.play(stage)
        mine_records.play(stage)
        check_sweeps.sweep()

    def _step(self, name: str, work: Any) -> None:
        started = time.monotonic()
        work()
        self.stdout.write(f"  {name}: {time.monotonic() - started:.1f} s")
