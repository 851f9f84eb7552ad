"""Rooms give to the shared places of the site once, and never two under one name."""

import pytest
from django.apps import apps

from registry.base.rules.contributions import Clash, Contribution, Contributions, contributions, merged

ONE = Contribution(room="one", words={"a.done": "Done"}, sweeps={"a": 1})


def test_a_room_speaks_once_and_a_name_is_given_once() -> None:
    rooms = Contributions()
    rooms.add(ONE)
    with pytest.raises(Clash, match="twice"):
        rooms.add(ONE)
    with pytest.raises(Clash, match="'two' and 'one' both"):
        rooms.add(Contribution(room="two", sweeps={"a": 2}, words={"b.done": "Done"}))
    assert (dict(rooms.slot("sweeps")), dict(rooms.slot("words"))) == ({"a": 1}, {"a.done": "Done"})
    rooms.add(Contribution(room="three", words={"c.done": "Done"}, menu={"a": "/"}))
    assert list(rooms.slot("words")) == ["a.done", "c.done"]
    with pytest.raises(Clash, match=r"a\.done"):
        merged(ONE.words, {"a.done": "Other"})


def test_nothing_is_read_before_all_have_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apps, "ready", False)
    with pytest.raises(RuntimeError):
        contributions.slot("words")


def test_every_room_with_tables_of_its_own_contributes() -> None:
    assert {"registry", "restoration", "safety", "funds", "governance"} <= contributions._rooms.keys()
