"""Callers of the API."""

from typing import Any

from rest_framework.test import APIClient

from registry.models import User
from registry.services import tokens

ROOT = "/api/v1"


def browser(user: User | None = None, **options: Any) -> APIClient:
    """A caller with a session, in English."""
    client = APIClient(**options)
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
