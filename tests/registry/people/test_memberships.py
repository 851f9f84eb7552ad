"""Memberships: the rights they give, who gives and ends them, the separation of powers."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registry.audit.selectors import audit
from registry.base.rules.errors import DomainError, Incomplete, NotAllowed, OutOfScope, WrongState
from registry.people.services import memberships as service
from registry.scope.models import Membership, Role, User
from registry.scope.rules.grants import System
from registry.scope.rules.roles import SEPARATED_POWERS
from tests.factories import organisations
from tests.factories.memberships import MembershipFactory, member
from tests.factories.users import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DEMO = System("demo")


def officer(code: str = "150600") -> User:
    """A security officer."""
    return member(Role.SECURITY_OFFICER, organisations.committee(code))


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


def test_a_security_officer_gives_a_role() -> None:
    body = organisations.emergency("150621")
    person, giver = UserFactory(home=body), officer()
    service.grant(by=giver, user_id=person.pk, organisation_id=body.pk, role=Role.REVIEWER)
    assert person.roles() == {"reviewer"}
    event = audit.trail(person).get()
    assert (event.verb, event.role, event.region_code) == ("membership.granted", "security_officer", "150621")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECURITY_OFFICER])
def test_nobody_else_gives_roles(role: Role) -> None:
    body = organisations.emergency("150621")
    person = UserFactory(home=body)
    giver = member(role, body)
    with pytest.raises(NotAllowed):
        service.grant(by=giver, user_id=person.pk, organisation_id=body.pk, role=Role.REVIEWER)
    assert not person.memberships.exists()


def test_nobody_changes_his_own_rights() -> None:
    body = organisations.committee("150600")
    giver = member(Role.SECURITY_OFFICER, body)
    with pytest.raises(NotAllowed):
        service.grant(by=giver, user_id=giver.pk, organisation_id=body.pk, role=Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        service.end(giver.memberships.get().pk, by=giver)


def test_the_territory_binds_the_officer() -> None:
    body = organisations.emergency("150302")
    person = UserFactory(home=organisations.emergency("150621"))
    with pytest.raises(NotAllowed):
        service.grant(by=officer(), user_id=person.pk, organisation_id=body.pk, role=Role.REVIEWER)
    with pytest.raises(OutOfScope):
        service.end(MembershipFactory(organisation=body).pk, by=officer())


@pytest.mark.parametrize(
    ("role", "body"),
    [
        (Role.APPLICANT, organisations.emergency),
        (Role.REVIEWER, organisations.company),
        (Role.ADMINISTRATOR, organisations.company),
        (Role.COMMITTEE_OFFICE, organisations.committee),
        (Role.VILLAGE_REPRESENTATIVE, organisations.committee),
    ],
)
def test_a_role_has_its_kind_of_organisation(role: Role, body: object) -> None:
    with pytest.raises(Incomplete) as caught:
        service.grant(by=DEMO, user_id=UserFactory().pk, organisation_id=body().pk, role=role)
    assert "role" in caught.value.fields


@pytest.mark.parametrize("held", [*SEPARATED_POWERS, "reviewer"])
@pytest.mark.parametrize("wanted", [*SEPARATED_POWERS, "reviewer"])
def test_separated_powers_stand_alone(held: str, wanted: str) -> None:
    body = organisations.committee("150600")
    person = member(held, body)
    other = organisations.emergency("150600")
    if held == wanted == "reviewer":
        service.grant(by=DEMO, user_id=person.pk, organisation_id=other.pk, role=wanted)
        return
    with pytest.raises(Incomplete):
        service.grant(by=DEMO, user_id=person.pk, organisation_id=other.pk, role=wanted)
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=person, organisation=other, role=wanted)


def test_powers_may_follow_one_another() -> None:
    body = organisations.committee("150600")
    person = member(Role.REVIEWER, body)
    service.end(person.memberships.get().pk, by=DEMO)
    service.grant(by=DEMO, user_id=person.pk, organisation_id=body.pk, role=Role.AUDITOR)
    assert User.objects.get(pk=person.pk).roles() == {"auditor"}


def test_a_later_power_does_not_overlap_either() -> None:
    body = organisations.committee("150600")
    person = member(Role.REVIEWER, body)
    later = timezone.localdate() + dt.timedelta(days=30)
    with pytest.raises(Incomplete):
        service.grant(by=DEMO, user_id=person.pk, organisation_id=body.pk, role=Role.AUDITOR, valid_from=later)


def test_an_end_counts_at_once_and_stays_readable() -> None:
    body = organisations.emergency("150621")
    person = member(Role.REVIEWER, body)
    ended = service.end(person.memberships.get().pk, by=officer())
    assert User.objects.get(pk=person.pk).grants() == []
    assert ended.valid_to == timezone.localdate()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert Membership.objects.in_force(yesterday).filter(pk=ended.pk).exists()
    with pytest.raises(WrongState):
        service.end(ended.pk, by=DEMO)


def test_an_end_can_be_set_ahead() -> None:
    person = member(Role.REVIEWER, organisations.emergency("150621"))
    ahead = timezone.localdate() + dt.timedelta(days=3)
    service.end(person.memberships.get().pk, by=DEMO, on=ahead)
    assert User.objects.get(pk=person.pk).roles() == {"reviewer"}
    assert not Membership.objects.in_force(ahead + dt.timedelta(days=1)).exists()


def test_a_manager_gives_and_ends_applicants_only() -> None:
    company = organisations.company()
    manager = member(Role.COMPANY_MANAGER, company)
    person = UserFactory(home=company)
    made = service.grant(by=manager, user_id=person.pk, organisation_id=company.pk, role=Role.APPLICANT)
    service.end(made.pk, by=manager)
    with pytest.raises(NotAllowed):
        service.grant(by=manager, user_id=person.pk, organisation_id=company.pk, role=Role.COMPANY_MANAGER)


def test_the_page_gives_and_ends(client: Client) -> None:
    body = organisations.emergency("150621")
    person, giver = UserFactory(home=body), officer()
    client.force_login(giver)
    page = reverse("registry:membership_grant", args=[person.pk])
    assert client.get(page).status_code == 200
    fields = {"organisation": body.pk, "role": "applicant", "valid_from": "2026-01-01", "valid_to": ""}
    assert client.post(page, fields).status_code == 422
    assert client.post(page, fields | {"role": "reviewer"}).status_code == 302
    made = person.memberships.get()
    assert client.post(reverse("registry:membership_end", args=[made.pk])).status_code == 302
    assert client.post(reverse("registry:membership_end", args=[made.pk])).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_of_two_simultaneous_grants_of_powers_one_wins() -> None:
    body = organisations.committee("150600")
    person = UserFactory(home=body)
    outcomes: list[str] = []
    barrier = threading.Barrier(2)

    def give(role: Role) -> None:
        try:
            barrier.wait(5)
            service.grant(by=DEMO, user_id=person.pk, organisation_id=body.pk, role=role)
            outcomes.append("given")
        except (DomainError, IntegrityError):
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=(role,)) for role in (Role.AUDITOR, Role.ADMINISTRATOR)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["given", "refused"]
    assert person.memberships.count() == 1
