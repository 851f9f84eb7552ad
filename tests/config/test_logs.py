"""Log lines are JSON and carry the request they belong to."""

import json
import logging

from config import logs
from registry.base.rules import request_context


def _line(**extra):
    record = logging.getLogger("test").makeRecord(
        "test", logging.WARNING, __file__, 1, "矿 %s", ("甲",), None, extra=extra
    )
    logs.RequestIdentifier().filter(record)
    return json.loads(logs.JsonFormatter().format(record))


def test_a_line_is_one_json_object_with_what_was_given():
    line = _line(mine=7)
    assert (line["message"], line["level"], line["mine"], line["request_id"]) == ("矿 甲", "WARNING", 7, None)


def test_a_line_names_its_request():
    token = request_context.enter(request_context.RequestContext(request_id="abcdefgh"))
    try:
        assert _line()["request_id"] == "abcdefgh"
    finally:
        request_context.leave(token)
