"""Import a map layer from a GeoJSON file."""

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.base.rules import problem_words
from registry.base.rules.errors import Incomplete
from registry.layers.models import MapLayer
from registry.layers.rules.layer_features import Reading
from registry.layers.services import layers
from registry.scope.rules.grants import System


class Command(BaseCommand):
    """Read a file with the same service as the import page; safe to run again."""

    help = "Import a map layer (GeoJSON FeatureCollection, longitude and latitude); a second run changes nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a GeoJSON FeatureCollection in CGCS2000 or WGS 84 degrees")
        parser.add_argument("--kind", required=True, choices=MapLayer.Kind.values, help="what the layer shows")
        parser.add_argument("--name-zh", required=True, help="Chinese name; with kind and region it names the layer")
        parser.add_argument("--name-en", default="", help="English name")
        parser.add_argument("--source", required=True, help="who made the data, and where they are published")
        parser.add_argument("--data-date", required=True, type=dt.date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--region", default="", help="code of the region the layer covers; none: the nation")
        parser.add_argument("--certainty", default="likely", choices=MapLayer.Certainty.values)
        parser.add_argument("--simulated", action="store_true", help="invented data, used for invented mines only")
        parser.add_argument("--note", default="")
        parser.add_argument("--dry-run", action="store_true", help="check everything, load nothing")
        parser.add_argument("--show", type=int, default=50, help="how many problems to list (0: all)")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        description = layers.Description(
            kind=options["kind"],
            name_zh=options["name_zh"],
            name_en=options["name_en"],
            region_code=options["region"],
            source=options["source"],
            data_date=options["data_date"],
            certainty=options["certainty"],
            is_simulated=options["simulated"],
            note=options["note"],
        )
        try:
            description = layers.described(description)
            reading = layers.read(path.read_bytes(), description.kind)
            self._list(reading, options["show"])
            if options["dry_run"]:
                self.stdout.write(f"dry run: {len(reading.shapes)} features, {len(reading.bad)} left out")
                return
            found = layers.import_layer(description, reading, by=System("import_layer"))
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from error
        except Incomplete as error:
            raise CommandError(str(error)) from error
        state = "new" if found.is_new else "unchanged"
        self.stdout.write(
            f"layer {found.layer.pk} {state}: {found.layer.feature_count} features, {len(reading.bad)} left out"
        )

    def _list(self, reading: Reading, most: int) -> None:
        for one in reading.bad[: most or None]:
            name = f" · {one.name}" if one.name else ""
            self.stdout.write(f"feature {one.number}{name} · {one.field}: {problem_words.text_of(one.problem)}")
        if most and len(reading.bad) > most:
            self.stdout.write(f"… and {len(reading.bad) - most} more (--show 0 lists all)")
