"""Server time of the list page, the map payload and the mine page at 100,000 mines, against their bare queries."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import harness, register

ROWS = int(os.environ.get("BENCH_MINES", "100000"))
BARE_LIST = "SELECT * FROM registry_mine WHERE region_code LIKE '15%%' ORDER BY name_zh, id LIMIT 26"
BARE_POINTS = "SELECT id, longitude, latitude, stage, method, risk_level, name_zh, is_simulated FROM registry_mine"
BARE_MINE = "SELECT * FROM registry_mine WHERE id = %s"


def main() -> None:
    """Fill the register, sign in an officer of a province and one of the nation, and time what they ask for."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from registry.mines.models import Mine
    from registry.mines.services.imports import runs
    from registry.regions.services import regions
    from registry.scope.models import Membership, Organisation, Region, User
    from registry.scope.rules.grants import System

    settings.ALLOWED_HOSTS = ["testserver"]
    regions.load(by=System("bench"))
    path = Path(tempfile.mkdtemp()) / "register.csv"
    register.write_csv(path, ROWS)
    runs.run_file(path, by=System("bench"), is_dry_run=False)
    path.unlink()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    def officer(name: str, region: Region | None) -> Client:
        office = Organisation.objects.create(
            name_zh=name, kind="department", function="natural_resources", region=region
        )
        user = User.objects.create_user(name, full_name=name)
        Membership.objects.create(user=user, organisation=office, role="reviewer")
        client = Client()
        client.force_login(user)
        return client

    province = officer("province", Region.objects.get(code="150000", level="province"))
    nation = officer("nation", None)
    mine = Mine.objects.order_by("pk")[ROWS // 2]

    def bare(statement: str, *params: object) -> Callable[[], object]:
        def ask() -> object:
            with connection.cursor() as cursor:
                cursor.execute(statement, params)
                return cursor.fetchall()

        return ask

    def page(client: Client, address: str, **headers: str) -> Callable[[], object]:
        def get() -> object:
            answer = client.get(address, headers=headers)
            assert answer.status_code in (200, 304), (address, answer.status_code)
            return answer

        get()
        return get

    def fresh_points() -> object:
        from django.core.cache import cache

        cache.clear()
        return nation.get("/zh-hans/mines/map/points.json", headers={"Accept-Encoding": "gzip"})

    asked = bare(BARE_LIST)
    _compare("list page, a province", page(province, "/zh-hans/mines/"), asked)
    everywhere = BARE_LIST.replace(" WHERE region_code LIKE '15%%'", "")
    _compare("list page, the nation", page(nation, "/zh-hans/mines/"), bare(everywhere))
    _compare("list page, by capacity", page(nation, "/zh-hans/mines/?order=-capacity"), bare(
        "SELECT * FROM registry_mine ORDER BY COALESCE(capacity, 0) DESC, id DESC LIMIT 26"))  # fmt: skip
    _compare("list page, words", page(nation, "/zh-hans/mines/?q=Colliery%2099"), asked)
    _compare("map payload, made", fresh_points, bare(BARE_POINTS))
    first = fresh_points()
    size = len(first.content)  # type: ignore[attr-defined]
    _compare("map payload, kept", page(nation, "/zh-hans/mines/map/points.json"), bare(BARE_POINTS))
    known = {"If-None-Match": first["ETag"]}  # type: ignore[index]
    again = page(nation, "/zh-hans/mines/map/points.json", **known)
    _compare("map payload, known to the browser", again, bare(BARE_POINTS))
    harness.emit("mines", "map payload, compressed", size / 1024, "KiB")
    _compare("mine page", page(nation, f"/zh-hans/mines/{mine.pk}/"), bare(BARE_MINE, mine.pk))


def _compare(figure: str, work: Callable[[], object], bare: Callable[[], object]) -> None:
    """Time both in the same run; the ratio is how many times the bare query the page takes."""
    reference = harness.seconds(bare, repeat=5)
    taken = harness.seconds(work, repeat=5)
    harness.emit("mines", figure, taken * 1000, "ms", ratio=reference / taken)


if __name__ == "__main__":
    with register.database(f"xiezhi_bench_mines_{os.getpid()}"):
        main()
    sys.exit(0)
