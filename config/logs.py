"""Logging to standard output: one JSON object a line for collectors, plain lines for people."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from registry.base.rules import request_context

#: What every record has anyway; everything else was given with `extra=`.
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request_id", "taskName"}


class RequestIdentifier(logging.Filter):
    """Give every record the identifier of the request it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add the identifier; keep every record."""
        current = request_context.current()
        record.request_id = current.request_id if current else None
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON; what cannot be written as JSON is written as text."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", None),
            "process": record.process,
        }
        line |= {name: value for name, value in vars(record).items() if name not in _USUAL and name != "request"}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def configuration(level: str, *, as_json: bool) -> dict[str, Any]:
    """Return the settings' LOGGING."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": RequestIdentifier}},
        "formatters": {
            "json": {"()": JsonFormatter},
            "plain": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
        },
        "handlers": {
            "out": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "filters": ["request"],
                "formatter": "json" if as_json else "plain",
            }
        },
        "root": {"handlers": ["out"], "level": level},
        "loggers": {"django": {"handlers": [], "level": level, "propagate": True}},
    }
