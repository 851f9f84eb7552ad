"""Send one request as somebody, see what came of it and what it wrote, and take it back."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test.client import ClientHandler, RequestFactory

from tests.permissions.world import World

_WRITE = re.compile(r'\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
#: Noting the use of a session, and the log of sign-ins, are no trace of an act.
_HARMLESS = {"django_session"}


@dataclass
class Answer:
    """What came back, and the tables that were written."""

    response: HttpResponseBase
    written: list[str] = field(default_factory=list)

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def body(self) -> str:
        """The text; files are read to their end."""
        kept = self.__dict__.get("content")
        if kept is None:
            kept = self.__dict__["content"] = self.response.getvalue()  # type: ignore[attr-defined]
        return str(kept.decode("utf-8", "replace"))

    @property
    def mark(self) -> str:
        """One letter for the matrix."""
        where = self.response.headers.get("Location", "")
        if "/sign-in" in where or self.status == 401:
            return "S"
        if self.status < 400:
            return "."
        return {403: "D", 404: "H", 405: "M", 400: "R", 409: "R", 422: "R"}.get(self.status, "!")


class Caller(RequestFactory):
    """The test client without its memory of drawn templates, which takes longer than drawing them."""

    handler = ClientHandler(enforce_csrf_checks=False)

    def request(self, **request: Any) -> HttpResponseBase:
        """Answer the request; what was raised comes back as a 500 with the fault beside it."""
        faults: list[BaseException | None] = []

        def note(**_sent: Any) -> None:
            faults.append(sys.exc_info()[1])

        got_request_exception.connect(note)
        try:
            response: HttpResponseBase = self.handler(self._base_environ(**request))
        finally:
            got_request_exception.disconnect(note)
        response.__dict__["fault"] = faults[-1] if faults else None
        return response


@contextmanager
def _watched(written: list[str]) -> Iterator[None]:
    def wrapper(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        text = sql if isinstance(sql, str) else sql.decode() if isinstance(sql, bytes) else str(sql)
        if " FOR NO KEY UPDATE" in text or " FOR UPDATE" in text:
            text = text.split(" FOR ")[0]
        written.extend(name for name in _WRITE.findall(text) if name not in _HARMLESS)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield


def send(world: World, who: str, method: str, path: str, data: Any = None, **headers: str) -> Answer:
    """Do the request in a savepoint that is rolled back."""
    client = Caller(headers={"X-Background": "1"})
    for name, value in world.cookies(who).items():
        client.cookies[name] = value
    options: dict[str, Any] = {"headers": headers}
    if path.startswith("/api/") and method != "GET":
        if isinstance(data, dict) and any(isinstance(value, SimpleUploadedFile) for value in data.values()):
            options["data"] = data
        else:
            options |= {"data": json.dumps(data if data is not None else {}), "content_type": "application/json"}
    elif data is not None:
        options["data"] = data
    written: list[str] = []
    if any(part in path for part in ("/verify/", "/comments/", "/public/letters/")):
        cache.clear()  # everybody comes from one address here, and guessing and commenting is slowed down
    with transaction.atomic(), _watched(written):
        answer = Answer(getattr(client, method.lower())(path, **options), written)
        answer.body  # noqa: B018 - files are read while they exist
        transaction.set_rollback(True)
    return answer
