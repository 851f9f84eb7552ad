"""Slow down who guesses: a count per caller and window in the cache."""

import logging
import time

from django.core.cache import cache
from django.http import HttpRequest

from registry.web.views.middleware import client_ip

_log = logging.getLogger(__name__)


def allows(request: HttpRequest, name: str, *, times: int, seconds: int) -> bool:
    """Whether the caller may do `name` once more in this window; a cache that is down lets everybody pass."""
    window = int(time.time() // seconds)
    key = f"governance.rate.{name}.{client_ip(request)}.{window}"
    try:
        cache.add(key, 0, seconds)
        return int(cache.incr(key)) <= times
    except ValueError:
        return True
    except Exception:
        _log.exception("The rate of %s could not be counted.", name)
        return True
