"""`GET /healthz`: whether database, broker, worker and beat are there, for launchers and load balancers."""

import dataclasses
import time
from collections.abc import Callable

import psycopg2
import redis
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import heartbeat

OK, DOWN, SILENT = "ok", "unreachable", "no sign of life"


@dataclasses.dataclass(frozen=True)
class State:
    """What is known of one component; never the reason, which may hold addresses or names."""

    status: str
    milliseconds: float


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when everything is there, else 503 naming what is not."""
    checks = {"database": _database, "broker": _broker, "worker": _alive("worker"), "beat": _alive("beat")}
    states = {name: _timed(check) for name, check in checks.items()}
    missing = [name for name, state in states.items() if state.status != OK]
    body = {
        "status": "unavailable" if missing else OK,
        "missing": missing,
        "components": {name: dataclasses.asdict(state) for name, state in states.items()},
    }
    return JsonResponse(body, status=503 if missing else 200)


def _timed(check: Callable[[], str]) -> State:
    began = time.perf_counter()
    status = check()
    return State(status, round((time.perf_counter() - began) * 1000, 1))


def _database() -> str:
    """Ask on a connection of its own, so that a database that hangs costs two seconds and no pooled connection."""
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters["connect_timeout"] = 2
    parameters["options"] = f"{parameters.get('options', '')} -c statement_timeout=2000".strip()
    try:
        probe = psycopg2.connect(**parameters)
        try:
            with probe.cursor() as cursor:
                cursor.execute("SELECT 1")
        finally:
            probe.close()
    except psycopg2.Error:
        return DOWN
    return OK


def _broker() -> str:
    if not settings.REDIS_URL:
        return DOWN
    try:
        with heartbeat.connect() as client:
            client.ping()
    except (redis.RedisError, ValueError):
        return DOWN
    return OK


def _alive(name: str) -> Callable[[], str]:
    def check() -> str:
        if not settings.REDIS_URL:
            return SILENT
        try:
            with heartbeat.connect() as client:
                return OK if client.exists(heartbeat.key(name)) else SILENT
        except (redis.RedisError, ValueError):
            return SILENT

    return check
