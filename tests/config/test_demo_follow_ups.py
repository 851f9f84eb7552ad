"""What the demonstration shows after and around its decisions."""

import datetime as dt
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from django.utils import timezone

from config.demo import follow_ups
from config.demo.moments import working_days_ago
from registry.matters.models import Obligation, PublicComment
from registry.matters.selectors import obligations as selectors
from registry.mines.models import Mine
from tests.factories import cases as stages
from tests.factories import follow_ups as made

pytestmark = pytest.mark.django_db


def stage(here: stages.Scene, mines: dict[str, Mine]) -> Any:
    """The people of the scene under the names of the demonstration."""
    people = {
        "applicant": here.applicant,
        "office": here.officer,
        "ee.reviewer": here.reviewers["ecology_environment"],
        "em.reviewer": here.reviewers["emergency_management"],
    }
    return SimpleNamespace(mines=mines, person=people.__getitem__)


def test_the_obligations_stand_in_every_state_and_the_decision_is_delivered() -> None:
    here = stages.scene()
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() - dt.timedelta(days=30)):
        decision = stages.decided(here).decisions.get()
    verifier = here.departments["emergency_management"]
    for wanted in follow_ups.conditions():
        made.obligation(decision, verifier, text=wanted.text, due_on=wanted.due_on)
    follow_ups.play(stage(here, {"yunhua": here.mine, "qingling": here.mine}))
    states = {
        row.text: row.state for row in selectors.pending(here.mine) | Obligation.objects.filter(matter=decision.case_id)
    }
    assert [states[text] for text, _days, _end in follow_ups.CONDITIONS] == ["verified", "open", "reported", "open"]
    assert [row.text for row in selectors.overdue_of(here.mine)] == [follow_ups.CONDITIONS[1][0]]
    decision.refresh_from_db()
    assert decision.delivery == "platform"


def test_a_notice_has_one_answered_comment_of_two() -> None:
    here = stages.scene()
    with mock.patch("django.utils.timezone.now", return_value=working_days_ago(11)):
        case = stages.in_review(here)
    played = stage(here, {"yunhua": here.mine, "qingling": here.mine})
    follow_ups.play(played)
    follow_ups.play(played)
    assert case.notices.get().closes_on >= timezone.localdate()
    assert [bool(row.answer) for row in PublicComment.objects.order_by("pk")] == [True, False]
