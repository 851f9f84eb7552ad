"""The description of the API is valid and whole."""

from typing import Any

import pytest
from django.core.management import call_command

from registry.web.api import description

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return description.document()


def operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    ]


def test_it_is_valid_without_a_warning(tmp_path: Any) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))


def test_every_operation_is_described(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        assert operation["summary"], name
        assert operation["description"], name
        assert operation["tags"] != ["Other"], name


def test_every_failure_is_a_problem(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        failures = {status: body for status, body in operation["responses"].items() if int(status) >= 400}
        assert {"400", "401", "406", "429"} <= set(failures), name
        for status, body in failures.items():
            assert body["description"], (name, status)
            assert list(body["content"]) == ["application/problem+json"], (name, status)


def test_every_json_answer_and_request_has_an_example(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        bodies = [body for status, body in operation["responses"].items() if status.startswith("2")]
        bodies += [operation["requestBody"]] if "requestBody" in operation else []
        for body in bodies:
            content = body.get("content", {}).get("application/json")
            assert content is None or content.get("examples"), name


def test_unsafe_operations_take_a_key(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        headers = {p["name"] for p in operation.get("parameters", []) if p["in"] == "header"}
        assert ("Idempotency-Key" in headers) is not name.startswith("GET"), name
