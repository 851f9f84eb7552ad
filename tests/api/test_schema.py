"""Machines try to break the API: whatever is sent, every answer is one that the description names.

Schemathesis makes requests from the description, right ones and wrong ones, as several people. Each is rolled back.
"""

import copy
import os
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from registry.web.api.description import document
from tests.api import world
from tests.stages.clones import Clones
from tests.stages.handles import read

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "10"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
description = schemathesis.openapi.from_dict(copy.deepcopy(document()))
description.app = application
description.config.phases.coverage.enabled = False
description.config.checks.negative_data_rejection.expected_statuses += ["413"]


@pytest.fixture(scope="module")
def people(django_db_setup: Clones) -> Iterator[world.World]:
    """A small county in which everything is there once, taken back at the end."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with django_db_setup.beside("called_world") as clone, transaction.atomic():
        yield read(clone.handle)
        transaction.set_rollback(True)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@description.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_no_answer_is_undescribed(case: schemathesis.Case, people: world.World) -> None:
    people.aim(case)
    for headers in people.callers(case):
        with transaction.atomic():
            case.call_and_validate(headers=headers, checks=CHECKS)
            transaction.set_rollback(True)
