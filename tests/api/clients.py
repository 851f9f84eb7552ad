"""Callers of the API."""

from typing import Any

from rest_framework.test import APIClient

from registry.people.services import tokens
from registry.scope.models import User
from tests.factories import seen

ROOT = "/api/v1"


class Looking(APIClient):
    """A machine that reads what it acts on before every act, so that its calls carry what stands now.

    What a test sends of it itself is left as it is; `tests/permissions/test_old_pages.py` sends what was seen before.
    """

    def post(self, path: str, data: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Post with what stands now."""
        return super().post(path, looked(path, data, kwargs), *args, **kwargs)

    def patch(self, path: str, data: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Change with what stands now."""
        return super().patch(path, looked(path, data, kwargs), *args, **kwargs)


def looked(path: str, data: Any, options: Any) -> Any:
    """What is sent, with what a caller who looks now would carry; not beside an `If-Match` of the caller's own."""
    if not (data is None or isinstance(data, dict)) or "HTTP_IF_MATCH" in options or "headers" in options:
        return data
    return {**seen.at(path, data), **(data or {})} or data


def browser(user: User | None = None, *, looks: bool = True, **options: Any) -> APIClient:
    """A caller with a session, in English, who looks before he acts."""
    client = Looking(**options) if looks else APIClient(**options)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    if user is not None:
        client.force_login(user)
    return client


def system(user: User) -> APIClient:
    """A company's system with a token."""
    client = browser()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.issue(by=user, name='test', days=30)[1]}")
    return client


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The problem of an answer, which must have this status and code."""
    assert answer.status_code == status, (answer.status_code, answer.content)
    assert answer["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["type"] == f"urn:xiezhi:problem:{code}", body
    assert body["status"] == status
    assert body["title"]
    assert body["instance"] == answer["X-Request-ID"]
    return body
