"""The documentation page of the API, made of the description itself: no script, no outside address."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from registry.web.api import description
from registry.web.rules import problem_details

METHODS = ("get", "post", "put", "patch", "delete")
_REF = "#/components/schemas/"


@dataclass(frozen=True)
class Row:
    """A parameter or a property."""

    name: str
    kind: str
    ref: str
    is_required: bool
    text: str
    place: str = ""


@dataclass(frozen=True)
class Body:
    """Content that is sent or answered."""

    status: str
    text: str
    media: str = ""
    ref: str = ""
    is_list: bool = False
    example: str = ""


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    key: str
    method: str
    path: str
    summary: str
    description: str
    is_open: bool
    parameters: list[Row]
    sent: Body | None
    answers: list[Body]
    failures: list[Body]
    curl: str


@dataclass(frozen=True)
class Shape:
    """A named schema with its properties."""

    name: str
    text: str
    rows: list[Row]


@dataclass
class Heading:
    """One resource with its operations."""

    name: str
    text: str
    operations: list[Operation] = field(default_factory=list)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation, parameter, schema and example on one page."""
    context = {
        "reference": _reference(get_language() or settings.LANGUAGE_CODE),
        "problems": [(code, status, title) for code, (status, title) in problem_details.CODES.items()],
        "about": settings.SPECTACULAR_SETTINGS,
        "problem_type": problem_details.TYPE,
    }
    return render(request, "registry/web/api_docs.html", context)


@cache
def _reference(language: str) -> SafeString:
    """Draw the operations and schemas once in a process and language: they are the same for everybody."""
    headings, shapes = _contents()
    with override(language):
        return render_to_string("registry/web/_api_reference.html", {"headings": headings, "shapes": shapes})


def _contents() -> tuple[list[Heading], list[Shape]]:
    """Sort the description by resource."""
    document = description.document()
    headings = {tag["name"]: Heading(tag["name"], tag["description"]) for tag in document["tags"]}
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                headings[item[method]["tags"][0]].operations.append(_operation(method, path, item[method]))
    shapes = [
        Shape(name, schema.get("description", ""), list(_properties(schema)))
        for name, schema in document["components"]["schemas"].items()
    ]
    return list(headings.values()), shapes


def _operation(method: str, path: str, found: dict[str, Any]) -> Operation:
    parameters = [
        Row(p["name"], _kind(p["schema"]), "", p.get("required", False), p.get("description", ""), p["in"])
        for p in found.get("parameters", [])
    ]
    bodies = [_body(status, answer) for status, answer in found["responses"].items()]
    sent = _body("", found["requestBody"]) if "requestBody" in found else None
    return Operation(
        key=found["operationId"],
        method=method.upper(),
        path=path,
        summary=found["summary"],
        description=found["description"],
        is_open=any(not rule for rule in found.get("security", [{}])),
        parameters=parameters,
        sent=sent,
        answers=[body for body in bodies if body.status.startswith("2")],
        failures=[body for body in bodies if not body.status.startswith("2")],
        curl=_curl(method.upper(), path, parameters, sent),
    )


def _body(status: str, found: dict[str, Any]) -> Body:
    text = found.get("description", "")
    for media, content in found.get("content", {}).items():
        schema = content.get("schema", {})
        is_list = schema.get("type") == "array"
        ref = (schema["items"] if is_list else schema).get("$ref", "").removeprefix(_REF)
        examples = [one["value"] for one in content.get("examples", {}).values()]
        example = (
            json.dumps(examples[0], ensure_ascii=False, indent=2) if examples and not status.startswith("4") else ""
        )
        return Body(status, text, media, ref, is_list, example)
    return Body(status, text)


def _properties(schema: dict[str, Any]) -> Iterator[Row]:
    needed = schema.get("required", [])
    for name, one in schema.get("properties", {}).items():
        inner = one.get("items", one)
        joined = inner.get("allOf") or inner.get("oneOf") or inner.get("anyOf") or [inner]
        ref = next((part["$ref"] for part in joined if "$ref" in part), "").removeprefix(_REF)
        yield Row(name, _kind(one), ref, name in needed, one.get("description", ""))


def _kind(schema: dict[str, Any]) -> str:
    """A schema in a few words."""
    for word in ("oneOf", "anyOf", "allOf"):
        if word in schema:
            return " | ".join(filter(None, dict.fromkeys(_kind(part) for part in schema[word])))
    if "enum" in schema:
        return " | ".join("null" if value is None else f'"{value}"' for value in schema["enum"])
    if "$ref" in schema:
        return str(schema["$ref"].removeprefix(_REF))
    kinds = schema.get("type", "any")
    text = " | ".join(kinds) if isinstance(kinds, list) else str(kinds)
    if "items" in schema:
        text = text.replace("array", f"[{_kind(schema['items'])}]")
    limits = [str(schema[name]) for name in ("format",) if name in schema]
    if "minimum" in schema or "maximum" in schema:
        limits.append(f"{schema.get('minimum', '')}…{schema.get('maximum', '')}")
    if "maxLength" in schema:
        limits.append(f"≤ {schema['maxLength']}")
    return f"{text} ({', '.join(limits)})" if limits else text


def _curl(method: str, path: str, parameters: list[Row], sent: Body | None) -> str:
    """How to call the operation from a shell."""
    host = settings.PUBLIC_BASE_URL.rstrip("/")
    needed = [row for row in parameters if row.place == "query" and row.is_required]
    query = "?" + "&".join(f"{row.name}=…" for row in needed) if needed else ""
    parts = [f"curl -X {method} '{host}{path}{query}'", "-H 'Authorization: Bearer xz_…'"]
    if method != "GET":
        parts.append('-H "Idempotency-Key: $(uuidgen)"')
    if sent and sent.media == "application/json":
        value = json.dumps(json.loads(sent.example), ensure_ascii=False) if sent.example else "{}"
        parts += ["-H 'Content-Type: application/json'", "-d '" + value.replace("'", "'\\''") + "'"]
    elif sent:
        parts += ["-F code=…", "-F file=@document.pdf"]
    return " \\\n  ".join(parts)
