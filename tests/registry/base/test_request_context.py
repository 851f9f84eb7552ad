"""What a request reads once."""

from collections.abc import Iterator

import pytest

from registry.base.rules import request_context


@pytest.fixture
def served() -> Iterator[None]:
    """A request is being served."""
    token = request_context.enter(request_context.RequestContext())
    yield
    request_context.leave(token)


def counter() -> Iterator[int]:
    yield from range(100)


def test_a_request_reads_once_until_it_forgets(served: None) -> None:
    numbers = counter()
    assert [request_context.once("a", lambda: next(numbers)) for _ in range(3)] == [0, 0, 0]
    assert request_context.once("b", lambda: next(numbers)) == 1
    request_context.forget("a")
    assert request_context.once("a", lambda: next(numbers)) == 2


def test_nothing_is_kept_for_the_next_request(served: None) -> None:
    numbers = counter()
    request_context.once("a", lambda: next(numbers))
    token = request_context.enter(request_context.RequestContext())
    assert request_context.once("a", lambda: next(numbers)) == 1
    request_context.leave(token)
    assert request_context.once("a", lambda: next(numbers)) == 0


def test_outside_a_request_everything_is_read_anew() -> None:
    numbers = counter()
    assert [request_context.once("a", lambda: next(numbers)) for _ in range(2)] == [0, 1]
    request_context.forget("a")
