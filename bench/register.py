"""A made-up register of mines, as large as wanted, and a database of its own to put it into."""

import contextlib
import csv
import os
import random
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

from config.local import testing

HEADS = (
    "GEM Mine ID", "Mine Name", "Mine Name (Non-ENG)", "Status", "Mine Type", "Capacity (Mtpa)", "Mine Size (Km2)",
    "Mine Depth (m)", "Opening Year", "State, Province", "Prefecture, District", "Location (Non-ENG)", "Latitude",
    "Longitude", "Owners (Non-ENG)", "Gas-level Rating",
)  # fmt: skip
#: Province, city, address, and a box that lies well inside.
PLACES = (
    ("Inner Mongolia", "Ordos", "内蒙古自治区鄂尔多斯市东胜区", 39.4, 39.9, 109.4, 110.2),
    ("Inner Mongolia", "Xilingol League", "内蒙古自治区锡林郭勒盟锡林浩特市", 43.5, 44.5, 115.5, 117.0),
    ("Shaanxi", "Yulin", "陕西省榆林市榆阳区", 37.9, 38.4, 109.3, 109.9),
    ("Shandong", "Jining", "山东省济宁市邹城市", 35.2, 35.5, 116.8, 117.2),
    ("Shanxi", "Lüliang", "山西省吕梁市离石区", 37.3, 37.8, 111.0, 111.6),
)


@contextlib.contextmanager
def database(name: str) -> Iterator[None]:
    """Run Django on a fresh migrated database, dropped at the end."""
    with testing.database(name) as database_name:
        django.setup()
        from django.db import connections

        connections["default"].close()
        connections.settings["default"]["NAME"] = database_name
        connections["default"].settings_dict["NAME"] = database_name
        try:
            yield
        finally:
            connections.close_all()


def write_csv(path: Path, rows: int) -> None:
    """Write a register of `rows` mines, the same at every call."""
    dice = random.Random(20261123)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        for number in range(rows):
            province, city, address, south, north, west, east = PLACES[number % len(PLACES)]
            # fmt: off
            writer.writerow(
                (
                    f"B{number:06d}",
                    f"Bench Colliery {number}",
                    f"基准{number:06d}煤矿",
                    dice.choice(("Operating", "Proposed", "Shelved", "Mothballed", "Cancelled")),
                    dice.choice(("Underground", "Surface", "Underground & Surface")),
                    round(dice.uniform(0.1, 30), 2),
                    round(dice.uniform(0.5, 90), 4),
                    round(dice.uniform(50, 900), 1),
                    dice.randint(1950, 2025),
                    province,
                    city,
                    f"{address}第{number}村",
                    round(dice.uniform(south, north), 6),
                    round(dice.uniform(west, east), 6),
                    f"基准矿业{number % 700}有限公司",
                    dice.choice(("低瓦斯", "高瓦斯", "突出矿井", "")),
                )
            )
