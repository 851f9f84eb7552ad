"""Points of the map: what is packed is what comes out, to the metre, and small."""

import json
import random
import zlib

import numpy as np
import pytest

from registry.mines.models import Mine
from registry.mines.rules import map_points


def unpack(content: bytes) -> list[dict[str, object]]:
    """Read the bytes again as the format is written down, without the code that made them."""
    length = int.from_bytes(content[:4], "little")
    head = json.loads(content[4 : 4 + length])
    count, rest = head["count"], content[4 + length :]
    assert length % 4 == 0
    keys = np.cumsum(np.frombuffer(rest[: 4 * count], "<u4").astype(np.int64))
    planes = [
        np.frombuffer(rest[start : start + count], "u1").astype(int)
        for start in range(4 * count, 10 * count, count or 1)
    ]
    rest = rest[10 * count :]
    looks = np.frombuffer(rest, "<u2" if head["wide"] else "u1")
    assert len(looks) == count
    found = []
    for place in range(count):
        low, middle, high, *latitude = (int(plane[place]) for plane in planes)
        longitude = head["west"] + (low + 256 * middle + 65536 * high) / head["step"]
        north = head["south"] + (latitude[0] + 256 * latitude[1] + 65536 * latitude[2]) / head["step"]
        look = dict(zip(head["fields"], head["looks"][looks[place]], strict=True))
        found.append({"id": int(keys[place]), "lon": longitude, "lat": north, **look})
    return found


def made_up(count: int) -> tuple[list[int], list[float], list[float], list[tuple[object, ...]]]:
    """A register of so many mines anywhere in the country, keys with gaps."""
    dice = random.Random(20261201)
    keys = sorted(dice.sample(range(1, 10 * count + 10), count))
    looks = [
        (
            dice.choice(Mine.Stage.values),
            dice.choice(Mine.Method.values),
            dice.choice(["", *Mine.RiskLevel.values]),
            dice.random() < 0.5,
        )
        for _ in keys
    ]
    return keys, [dice.uniform(73, 136) for _ in keys], [dice.uniform(3, 54) for _ in keys], looks


@pytest.mark.parametrize("count", [0, 1, 2, 997])
def test_what_is_packed_comes_out(count: int) -> None:
    keys, longitudes, latitudes, looks = made_up(count)
    found = unpack(map_points.pack(keys, longitudes, latitudes, looks))
    assert [row["id"] for row in found] == keys
    assert [tuple(row[name] for name in map_points.FIELDS) for row in found] == looks
    for row, longitude, latitude in zip(found, longitudes, latitudes, strict=True):
        assert abs(row["lon"] - longitude) <= 0.5 / map_points.STEP + 1e-9
        assert abs(row["lat"] - latitude) <= 0.5 / map_points.STEP + 1e-9


def test_the_corners_of_the_country_fit() -> None:
    found = unpack(map_points.pack([1, 2], [73.0, 136.0], [3.0, 54.0], [("new", "both", "", False)] * 2))
    assert [(row["lon"], row["lat"]) for row in found] == [(73.0, 3.0), (136.0, 54.0)]


def test_more_looks_than_a_byte_can_tell() -> None:
    looks = [(f"stage{number}", "both", "", False) for number in range(300)]
    found = unpack(map_points.pack(range(1, 301), [110.0] * 300, [40.0] * 300, looks))
    assert [row["stage"] for row in found] == [look[0] for look in looks]


def test_a_hundred_thousand_mines_anywhere_take_less_than_a_megabyte() -> None:
    content = map_points.pack(*made_up(100_000))
    assert len(zlib.compress(content, 6)) < 1024**2
