"""The health page says what is missing and nothing else."""

import pytest
import redis
from django.db import connection

from config import health, heartbeat

pytestmark = pytest.mark.django_db


class Broker:
    """A broker that holds the given signs of life."""

    def __init__(self, *alive: str) -> None:
        self.kept = {heartbeat.key(name) for name in alive}

    def __enter__(self) -> "Broker":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def ping(self) -> bool:
        return True

    def exists(self, key: str) -> bool:
        return key in self.kept


@pytest.fixture
def broker(monkeypatch, settings):
    settings.REDIS_URL = "redis://:secret@broker.example:6379/0"

    def install(*alive):
        monkeypatch.setattr(heartbeat, "connect", lambda: Broker(*alive))

    return install


def test_everything_there_is_200(client, broker):
    broker("worker", "beat")
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("alive", "missing"), [(["worker"], ["beat"]), (["beat"], ["worker"]), ([], ["worker", "beat"])]
)
def test_a_silent_process_is_named(client, broker, alive, missing):
    broker(*alive)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["missing"]) == (503, missing)


def test_a_broker_away_is_named_without_its_address(client, settings, monkeypatch):
    settings.REDIS_URL = "redis://:secret@broker.example:6379/0"

    def refuse():
        raise redis.ConnectionError("Error connecting to broker.example")

    monkeypatch.setattr(heartbeat, "connect", refuse)
    answer = client.get("/healthz")
    assert answer.json()["missing"] == ["broker", "worker", "beat"]
    assert b"example" not in answer.content
    assert b"secret" not in answer.content


def test_a_database_away_is_named(client, broker, monkeypatch):
    broker("worker", "beat")
    away = connection.get_connection_params() | {"host": "/nowhere"}
    monkeypatch.setattr(health.connection, "get_connection_params", lambda: dict(away))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["missing"]) == (503, ["database"])


def test_only_reading_is_allowed(client):
    assert client.post("/healthz").status_code == 405
