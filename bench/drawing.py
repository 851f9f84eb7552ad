"""What drawing a page costs: case page, start page and lists of the demonstration, against an empty signed-in page.

Figures are processor time of this process and of its database connection, so that they hold on a busy machine; each
page takes turns with the empty page of the same person, and the ratio compares the medians of both. `queries` lines
count the statements of a page. The last part fills the register and weighs the kept map against the empty view.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import harness, register

TURNS = int(os.environ.get("BENCH_TURNS", "15"))
ROWS = int(os.environ.get("BENCH_MINES", "100000"))
VIEW, PAGE = "/bench/view/", "/bench/page/"
#: figure: who asks, and for what; a case is named by the start of its mine's name and its state.
PAGES: dict[str, tuple[str, str]] = {
    "start page, reviewer": ("em.reviewer", "registry:home"),
    "start page, office": ("office", "registry:home"),
    "start page, company": ("applicant", "registry:home"),
    "mine list": ("auditor", "registry:mine_list"),
    "case list": ("office", "governance:case_list"),
    "queue": ("office", "governance:queue"),
    "obligation list": ("office", "governance:obligation_list"),
    "case page, reviewer": ("em.reviewer", "case 青岭 review"),
    "case page, head": ("em.head", "case 青岭 review"),
    "case page, company": ("applicant", "case 青岭 review"),
    "case page, office, stopped": ("office", "case 红石 stopped"),
    "case page, office, approved": ("office", "case 云桦 approved"),
}


def main() -> None:
    """Load the demonstration, then the large register."""
    from django.conf import settings

    settings.ROOT_URLCONF = "bench.bare"
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.DEMO, settings.DEMO_PASSWORD = True, "Only-4-the-bench"
    with tempfile.TemporaryDirectory() as folder:
        settings.MEDIA_ROOT = folder
        _load()
        meter = harness.Meter()
        _pages(meter)
        _map(meter, Path(folder))


def _load() -> None:
    import io

    from django.core.management import call_command
    from django.db import connection

    call_command("load_demo", stdout=io.StringIO())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _client(username: str) -> Any:
    from django.test import Client

    from registry.scope.models import User

    client = Client()
    client.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _asks(client: Any, address: str, **headers: str) -> Callable[[], Any]:
    def get() -> Any:
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer

    return get


def _address(named: str) -> str:
    from django.urls import reverse

    from governance.approval.models import Case

    if not named.startswith("case "):
        return reverse(named)
    _case, mine, state = named.split()
    return Case.objects.filter(mine__name_zh__startswith=mine, state=state).order_by("-pk")[0].get_absolute_url()


def _pages(meter: harness.Meter) -> None:
    for figure, (who, named) in PAGES.items():
        client = _client(who)
        works = (_asks(client, VIEW), _asks(client, PAGE), _asks(client, _address(named)))
        view, page, taken = meter.medians(works, turns=TURNS)
        harness.emit("drawing", figure, taken * 1000, "ms", ratio=page / taken)
        harness.emit("drawing", f"{figure}: times the empty view", taken / view, "times")
        harness.emit("drawing", f"{figure}: queries", harness.statements(works[2]), "queries")
        if figure == "mine list":
            harness.emit("drawing", "empty view", view * 1000, "ms")
            harness.emit("drawing", "empty page", page * 1000, "ms", ratio=view / page)
            harness.emit("drawing", "empty page: queries", harness.statements(works[1]), "queries")


def _map(meter: harness.Meter, folder: Path) -> None:
    """The map of all mines, kept compressed: what sending it costs beyond the empty view, and its size."""
    from registry.mines.services.imports import runs
    from registry.scope.models import Membership, Organisation, User
    from registry.scope.rules.grants import System

    nation = Organisation.objects.create(name_zh="基准全国委员会", kind="committee")
    user = User.objects.create_user("bench.nation", full_name="基准")
    Membership.objects.create(user=user, organisation=nation, role="auditor")
    path = folder / "register.csv"
    register.write_csv(path, ROWS)
    runs.run_file(path, by=System("bench"), is_dry_run=False)
    client = _client("bench.nation")
    kept = _asks(client, _address("registry:mine_points"), **{"Accept-Encoding": "br, gzip"})
    size = len(kept().content)
    view, taken = meter.medians((_asks(client, VIEW), kept), turns=TURNS)
    harness.emit("drawing", "kept map beyond the empty view", (taken - view) * 1000, "ms", ratio=view / taken)
    harness.emit("drawing", "kept map", size / 1024**2, "MiB")


if __name__ == "__main__":
    with register.database(f"xiezhi_bench_drawing_{os.getpid()}"):
        main()
    sys.exit(0)
