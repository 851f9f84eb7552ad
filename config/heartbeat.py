"""Signs of life of worker and beat: keys in the broker that vanish when nobody renews them."""

import logging
import time
from typing import Any

import redis
from celery import signals
from celery.beat import PersistentScheduler
from django.conf import settings

from registry.base.rules.contributions import contributions

#: A sign of life lasts this long; worker and beat renew it every few seconds.
LIFETIME = 30
_INTERVAL = 3.0
_logger = logging.getLogger(__name__)


class Pulse:
    """One process's sign of life."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.last = 0.0
        self.client: redis.Redis | None = None

    def beat(self) -> None:
        """Renew the sign unless that was done a moment ago; a broker that is away is no reason to stop."""
        now = time.monotonic()
        if now - self.last < _INTERVAL:
            return
        self.last = now
        try:
            self.client = self.client or connect()
            self.client.set(key(self.name), "1", ex=LIFETIME)
        except redis.RedisError:
            _logger.warning("The broker cannot be reached for the sign of life of %s.", self.name)

    def end(self) -> None:
        """Take the sign away: the process ends in order."""
        try:
            (self.client or connect()).delete(key(self.name))
        except redis.RedisError:
            _logger.warning("The broker cannot be reached for the end of %s.", self.name)


class Scheduler(PersistentScheduler):
    """Celery's scheduler on a file, with a sign of life at every tick."""

    #: Never sleep longer, or the sign of life runs out between ticks.
    max_interval = 5

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.pulse = Pulse("beat")
        super().__init__(*arguments, **options)
        self.max_interval = min(self.max_interval, type(self).max_interval)

    def setup_schedule(self) -> None:
        """With what the rooms contribute; Django has started by now."""
        self.app.conf.beat_schedule = sweeps()
        super().setup_schedule()

    def tick(self, *arguments: Any, **options: Any) -> Any:
        """Send what is due and renew the sign of life."""
        self.pulse.beat()
        return super().tick(*arguments, **options)

    def close(self) -> None:
        """Keep the last times and take the sign of life away."""
        self.pulse.end()
        super().close()


def sweeps() -> dict[str, dict[str, Any]]:
    """What is swept, as Celery's scheduler reads it."""
    return {
        name: {"task": sweep.task, "schedule": sweep.every, "options": {"expires": sweep.expires}}
        for name, sweep in contributions.slot("sweeps").items()
    }


_worker = Pulse("worker")


@signals.heartbeat_sent.connect
def _renew(**_: Any) -> None:
    _worker.beat()


def key(name: str) -> str:
    """Return the name of a sign of life in the broker."""
    return f"xiezhi:alive:{name}"


def connect() -> "redis.Redis":
    """Return a client that gives up after a second."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
