"""Memberships: the rights they give."""

import datetime as dt

import pytest

from tests.factories import organisations
from tests.factories.memberships import MembershipFactory, member

pytestmark = pytest.mark.django_db


def test_rights_lie_in_the_territory_of_the_organisation() -> None:
    user = member("reviewer", organisations.natural_resources("150600"))
    (grant,) = user.grants()
    assert grant.covers("150621")
    assert not grant.covers("150302")


def test_a_company_has_no_territory() -> None:
    (grant,) = member("applicant", organisations.company()).grants()
    assert not grant.covers("150621")


def test_a_membership_that_is_over_gives_nothing() -> None:
    assert MembershipFactory(is_over=True).user.grants() == []


def test_a_disabled_person_has_no_rights() -> None:
    assert member("reviewer", organisations.emergency(), is_disabled=True).grants() == []


def test_an_organisation_no_longer_valid_gives_nothing() -> None:
    user = member("reviewer", organisations.ecology(valid_to=dt.date(2024, 1, 1)))
    assert user.grants() == []
