"""What is sent to try the limits of a field, made of the limits themselves."""

import html
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api import shapes
from tests.api.pairs import Pair
from tests.factories.attachments import upload
from tests.permissions import probes, reached
from tests.permissions.matrix import MATRIX
from tests.permissions.routes import Probe
from tests.permissions.test_broken_inputs import somebody
from tests.permissions.world import World

LONG, SHORT = "x", "短"
_CONTROL = re.compile(r"<(?:input|textarea|select)\b[^>]*>")


def beyond(limits: shapes.Limits) -> Iterator[tuple[str, Any]]:
    """Every value just beyond one limit, with the limit's name; None is nothing at all."""
    if limits.required:
        yield "required", {"text": "", "choice": "", "list": []}.get(limits.kind)
    if limits.longest is not None:
        yield "longest", LONG * (limits.longest + 1)
    if limits.shortest:
        yield "shortest", SHORT * (limits.shortest - 1)
    if limits.least is not None:
        yield "least", limits.least - 1
    if limits.most is not None:
        yield "most", limits.most + 1
    if limits.choices:
        yield "choices", "no-such-value"
    if limits.digits and limits.digits[1] is not None:
        yield "digits", "1." + "1" * (limits.digits[1] + 1)


def page_probe(page: str) -> Probe:
    """The request by which the page is sent."""
    route, _slash, act = page.partition("/")
    return Probe(route, "" if route == "governance:check_record" else act, "POST")


def call_probe(operation: str) -> Probe:
    """The request by which the operation is called."""
    route, _space, method = operation.partition(" ")
    return Probe(route, "", method)


def typed(world: World, page: str, pair: Pair, body: Any) -> dict[str, Any]:
    """What a person who may would send from the page: as the attacks know it, else what the operation is sent."""
    made = reached.PAGES.get(page) or probes.BODIES.get(page_probe(page).key)
    if made is not None:
        return dict(made(world, world.objects["ours"]))
    return {name: body[pair.names.get(name, name)] for name in pair.form().fields if pair.names.get(name, name) in body}


def placed(body: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The body with one value, in the first row of a list or in an object where the path has a dot."""
    name, _dot, inner = path.partition(".")
    if not inner:
        return {**body, name: value}
    held = body.get(name) or {}
    rows = held if isinstance(held, list) else [held]
    first = {**(rows[0] if rows else {}), inner: value}
    return {**body, name: [first, *rows[1:]] if isinstance(held, list) else first}


def sendable(body: dict[str, Any], limits: shapes.Limits) -> dict[str, Any]:
    """A body with a file is a multipart form, which knows no null: what is missing is not named."""
    if limits.kind != "file" and not any(isinstance(value, SimpleUploadedFile) for value in body.values()):
        return body
    kept = {name: value for name, value in body.items() if value is not None}
    return kept if limits.kind != "file" else {**kept, "unasked": upload()}


def is_marked(page: str, name: str) -> bool:
    """Whether a control of that name is shown as wrong."""
    return any(f'name="{name}"' in tag and 'aria-invalid="true"' in tag for tag in _CONTROL.findall(page))


def keeps(page: str, value: Any) -> bool:
    """Whether the page shows what was typed."""
    return str(value) in html.unescape(page)


def who_may(call: Probe, page: Probe) -> str:
    """The first person whom the matrix lets do it; a page without a row of its own asks for the same person."""
    return somebody(page if page.key in MATRIX else call)
