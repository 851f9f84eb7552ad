"""What a person or a script can break in an address, a query or a body: it is refused, and nothing falls over."""

import html
import re
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.permissions.matrix import MATRIX, knows_no_method
from tests.permissions.requests import Answer, send
from tests.permissions.routes import Probe, all_probes
from tests.permissions.world import RELATIONS, World

pytestmark = pytest.mark.usefixtures("frameless")

_NAME = re.compile(r'\bname="([^"]+)"')
_PAGES = [probe for probe in all_probes() if probe.method == "GET" and not knows_no_method(probe)]
_UNSAFE = [probe for probe in all_probes() if probe.method != "GET" and not knows_no_method(probe)]
_POSTS = [probe for probe in _UNSAFE if not probe.route.startswith("api:")]
_CALLS = [probe for probe in _UNSAFE if probe.route.startswith("api:")]
NUMBERS = ("0", "2147483648", "9223372036854775808", "1" + "0" * 40)
#: Put behind every key of a page's own forms, and behind keys that every list knows.
VALUES = (
    "%00", "%FF%FE%C3%28", "-1", "99999999999999999999999999", "1e400", "NaN", "%27%3B--", "2026-02-30", "x" * 3000,
    "%F0%9F%92%A5", "0001-01-01", "%20%09%0A",
)  # fmt: skip
TYPED = {
    "reason",
    "reasons",
    "text",
    "title",
    "title_zh",
    "name_zh",
    "name_en",
    "full_name",
    "ground",
    "source",
    "number",
}
KEYS = ("q", "cursor", "order", "page", "export", "year", "region", "language", "next", "check", "mine", "show")
CURSORS = ("e30=", "WzEsMl0=", "////", "WyIyMDI2LTAxLTAxIixudWxsXQ==")


def somebody(probe: Probe) -> str:
    """The first person whom the matrix lets in."""
    marks = MATRIX.get(probe.key, "." * len(RELATIONS)).replace(" ", "")
    return next((who for who, mark in zip(RELATIONS, marks, strict=True) if mark in ".R"), "anonymous")


def told(probe: Probe, what: str, answer: Answer) -> list[str]:
    """A line for an answer that must not be."""
    if answer.status < 500:
        return []
    fault = getattr(answer.response, "fault", None)
    return [f"{probe.key} {what[:80]}: {answer.status} {fault!r}"]


def path_of(world: World, probe: Probe) -> str:
    return probe.path(world, world.objects["ours"])


@pytest.mark.parametrize("number", NUMBERS)
def test_impossible_keys_in_addresses(world: World, number: str) -> None:
    found = []
    for probe in all_probes():
        path = path_of(world, probe)
        if not re.search(r"/\d+", path):
            continue
        tried = re.sub(r"(?<=/)\d+", number, path)
        found += told(
            probe, tried, send(world, somebody(probe), probe.method, tried, probe.body(world, world.objects["ours"]))
        )
    assert found == []


def _fields(answer: Answer) -> list[str]:
    return [html.unescape(name) for name in dict.fromkeys(_NAME.findall(answer.body)) if name != "csrfmiddlewaretoken"]


@pytest.mark.parametrize("probe", _PAGES, ids=lambda probe: probe.route)
def test_broken_queries(world: World, probe: Probe) -> None:
    path, who = path_of(world, probe), somebody(probe)
    keys = [*dict.fromkeys([*KEYS, *_fields(send(world, who, "GET", path))])][:40]
    found = []
    for shift in (0, 6):
        query = "&".join(f"{key}={VALUES[(place + shift) % len(VALUES)]}" for place, key in enumerate(keys))
        found += told(probe, query, send(world, who, "GET", f"{path}?{query}"))
    for cursor in CURSORS if probe.route.rpartition(":")[2].endswith(("list", "log", "decisions", "mines")) else ():
        found += told(probe, cursor, send(world, who, "GET", f"{path}?cursor={cursor}"))
    repeated = "&".join(f"{key}=1&{key}=2&{key}[]=3" for key in keys)
    found += told(probe, repeated, send(world, who, "GET", f"{path}?{repeated}&=&&=x&%00=1"))
    assert found == []


def _bodies(names: list[str]) -> Iterator[tuple[str, object]]:
    yield "empty", {}
    for value in ("\x00", "x" * 20_000, "-99999999999999999999999", "1e999", "2026-02-30", "²💥"):
        yield value, dict.fromkeys(names, value)
    yield "repeated", {name: ["1", "2", "3"] for name in names}
    yield "a file", {name: SimpleUploadedFile("x.exe", b"MZ\x00\xff" * 50) for name in names}
    yield "an empty file", {name: SimpleUploadedFile("x.pdf", b"") for name in names}


@pytest.mark.parametrize("probe", _POSTS, ids=lambda probe: probe.key)
def test_broken_forms(world: World, probe: Probe) -> None:
    path, who = path_of(world, probe), somebody(probe)
    sent = probe.body(world, world.objects["ours"]) or {}
    shown = send(world, who, "GET", path)
    names = list(
        dict.fromkeys([*sent, *(_fields(shown) if shown.status == 200 else []), "version", "rows", "add", "remove"])
    )
    found = []
    for what, body in _bodies(names):
        found += told(probe, what, send(world, who, "POST", path, body))
    for name in sent:
        found += told(
            probe, f"without {name}", send(world, who, "POST", path, {k: v for k, v in sent.items() if k != name})
        )
    assert found == []


@pytest.mark.parametrize("probe", _CALLS, ids=lambda probe: probe.key)
def test_broken_calls(world: World, probe: Probe) -> None:
    path, who, found = path_of(world, probe), somebody(probe), []
    sent = probe.body(world, world.objects["ours"]) or {}
    bodies: list[object] = [None, [], "text", 1, {"version": "x"}, {"version": 10**30}, {"\x00": "\x00"}]
    bodies += [{**sent, name: value} for name in sent for value in (None, [], {}, "\x00", "x" * 20_000, 10**30, True)]
    for body in bodies:
        if not isinstance(body, dict) or not any(isinstance(v, SimpleUploadedFile) for v in body.values()):
            found += told(probe, repr(body), send(world, who, probe.method, path, body))
    assert found == []


def test_what_was_typed_is_kept_when_it_is_refused(world: World) -> None:
    lost = []
    for probe in _POSTS:
        typed = {
            name: "原样保留的文字" if name in TYPED else value
            for name, value in (probe.body(world, world.objects["ours"]) or {}).items()
        }
        answer = send(world, somebody(probe), "POST", path_of(world, probe), typed)
        if answer.status == 422 and "原样保留的文字" in typed.values() and "原样保留的文字" not in answer.body:
            lost.append(probe.key)
    assert lost == []


@given(
    probe=st.sampled_from(_PAGES),
    query=st.lists(st.tuples(st.sampled_from(KEYS), st.binary(max_size=40)), max_size=4),
)
@settings(
    max_examples=60, derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_random_queries(world: World, probe: Probe, query: list[tuple[str, bytes]]) -> None:
    tail = "&".join(f"{key}=" + "".join(f"%{byte:02X}" for byte in value) for key, value in query)
    assert told(probe, tail, send(world, somebody(probe), "GET", f"{path_of(world, probe)}?{tail}")) == []
