"""Accounts: opening, changing, disabling, resetting, inviting; who may, who sees whom."""

import re

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from registry.audit.selectors import audit
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, Stale, WrongState
from registry.people.models import Session
from registry.people.policies.users import policy
from registry.people.services import users as service
from registry.scope.models import Membership, Role, User
from registry.scope.rules.grants import System
from tests.factories import organisations
from tests.factories.memberships import member
from tests.factories.regions import region
from tests.factories.users import PASSWORD, UserFactory
from tests.query_counts import assert_baseline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DEMO = System("demo")


def power(role: Role, code: str = "150600") -> User:
    """A holder of a separated power over a territory."""
    return member(role, organisations.committee(code))


def test_an_administrator_opens_an_account_without_rights() -> None:
    home, administrator = organisations.emergency("150621"), power(Role.ADMINISTRATOR)
    opened = service.create(by=administrator, username="wang.feng", full_name="王峰", home=home)
    assert opened.user.must_change_password
    assert opened.user.check_password(opened.password)
    assert opened.user.grants() == []
    event = audit.trail(opened.user).get()
    assert (event.verb, event.role, event.region_code) == ("user.created", "administrator", "150621")
    assert opened.password not in str(event.after)


def test_an_account_needs_a_home_in_the_territory() -> None:
    administrator = power(Role.ADMINISTRATOR)
    with pytest.raises(Incomplete) as caught:
        service.create(by=administrator, username="a1", full_name="甲")
    assert "home" in caught.value.fields
    with pytest.raises(NotAllowed):
        service.create(by=administrator, username="a1", full_name="甲", home=organisations.emergency("150302"))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_open_accounts(role: Role) -> None:
    home = organisations.emergency("150621")
    user = member(role, home)
    with pytest.raises(NotAllowed):
        service.create(by=user, username="a1", full_name="甲", home=home)
    assert not User.objects.filter(username="a1").exists()


@pytest.mark.parametrize("username", ["", "王峰", "a b", "x" * 61])
def test_odd_user_names_are_named_with_every_other_fault(username: str) -> None:
    with pytest.raises(Incomplete) as caught:
        service.create(by=DEMO, username=username, full_name="", email="no")
    assert {"username", "full_name", "email"} <= caught.value.fields.keys()


def test_a_user_name_is_taken_once() -> None:
    UserFactory(username="taken")
    with pytest.raises(Incomplete) as caught:
        service.create(by=DEMO, username="taken", full_name="甲")
    assert "username" in caught.value.fields


def test_the_system_checks_passwords_too() -> None:
    with pytest.raises(Incomplete) as caught:
        service.create(by=DEMO, username="a1", full_name="甲", password="short")
    assert "password" in caught.value.fields


#: verb → the power that may
VERBS = {
    "reset_password": Role.ADMINISTRATOR,
    "disable": Role.SECURITY_OFFICER,
    "unlock": Role.SECURITY_OFFICER,
    "reset_second_factor": Role.SECURITY_OFFICER,
}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SECURITY_OFFICER, Role.AUDITOR])
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_belongs_to_one_power(role: Role, verb: str) -> None:
    person = member(Role.REVIEWER, organisations.emergency("150621"))
    holder = power(role)
    if VERBS[verb] == role:
        getattr(service, verb)(person.pk, by=holder)
        assert audit.trail(person).get().actor == holder
    else:
        with pytest.raises(NotAllowed):
            getattr(service, verb)(person.pk, by=holder)
        assert not audit.trail(person).exists()


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_reaches_beyond_the_territory_or_oneself(verb: str) -> None:
    holder = power(VERBS[verb])
    with pytest.raises(OutOfScope):
        getattr(service, verb)(member(Role.REVIEWER, organisations.emergency("140212")).pk, by=holder)
    with pytest.raises(NotAllowed):
        getattr(service, verb)(holder.pk, by=holder)


def test_a_person_with_a_foot_elsewhere_is_not_yours_alone() -> None:
    person = member(Role.REVIEWER, organisations.emergency("150621"))
    Membership.objects.create(user=person, organisation=organisations.emergency("140212"), role=Role.REVIEWER)
    with pytest.raises(NotAllowed):
        service.disable(person.pk, by=power(Role.SECURITY_OFFICER))


def test_disable_and_enable() -> None:
    person, officer = member(Role.REVIEWER, organisations.emergency("150621")), power(Role.SECURITY_OFFICER)
    service.disable(person.pk, by=officer)
    with pytest.raises(WrongState):
        service.disable(person.pk, by=officer)
    service.enable(person.pk, by=officer)
    with pytest.raises(WrongState):
        service.enable(person.pk, by=officer)


def test_unlock_forgets_the_failures(client: Client) -> None:
    person = member(Role.REVIEWER, organisations.emergency("150621"))
    page = reverse("registry:sign_in")
    for _number in range(5):
        client.post(page, {"username": person.username, "password": "wrong"})
    service.unlock(person.pk, by=power(Role.SECURITY_OFFICER))
    assert not AccessAttempt.objects.filter(username=person.username).exists()
    assert client.post(page, {"username": person.username, "password": PASSWORD}).status_code == 302


def test_two_administrators_change_one_account(client: Client) -> None:
    person = member(Role.REVIEWER, organisations.emergency("150621"))
    first, second = power(Role.ADMINISTRATOR), power(Role.ADMINISTRATOR)
    service.update(person.pk, by=first, version=1, phone="13800000001")
    with pytest.raises(Stale):
        service.update(person.pk, by=second, version=1, phone="13800000002")
    client.force_login(second)
    home = organisations.emergency("150621")
    fields = {"full_name": "X", "language": "en", "home": home.pk, "phone": "13800000002", "version": "1"}
    answer = client.post(reverse("registry:user_edit", args=[person.pk]), fields)
    assert answer.status_code == 409
    assert "13800000001" in answer.content.decode()
    assert "13800000002" in answer.content.decode()


def test_a_failure_at_the_end_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    person = member(Role.REVIEWER, organisations.emergency("150621"))

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(service.audit, "record", fail)
    with pytest.raises(RuntimeError):
        service.disable(person.pk, by=power(Role.SECURITY_OFFICER))
    person.refresh_from_db()
    assert person.is_active


def test_a_manager_invites_and_disables_applicants_of_his_company() -> None:
    company = organisations.company()
    manager = member(Role.COMPANY_MANAGER, company)
    opened = service.invite(by=manager, organisation_id=company.pk, username="new.one", full_name="新人")
    assert {grant.role for grant in opened.user.grants()} == {"applicant"}
    service.disable(opened.user.pk, by=manager)
    service.enable(opened.user.pk, by=manager)


def test_a_manager_reaches_no_further() -> None:
    company, other = organisations.company(), organisations.company()
    manager = member(Role.COMPANY_MANAGER, company)
    colleague = member(Role.COMPANY_MANAGER, company)
    with pytest.raises(NotAllowed):
        service.disable(colleague.pk, by=manager)
    with pytest.raises(OutOfScope):
        service.disable(member(Role.APPLICANT, other).pk, by=manager)
    with pytest.raises(OutOfScope):
        service.invite(by=manager, organisation_id=other.pk, username="x1", full_name="X")
    with pytest.raises(NotAllowed):
        service.invite(by=member(Role.APPLICANT, company), organisation_id=company.pk, username="x1", full_name="X")
    assert not User.objects.filter(username="x1").exists()


def test_who_sees_whom() -> None:
    body, company = organisations.emergency("150621"), organisations.company(region=region("150621"))
    reviewer, applicant = member(Role.REVIEWER, body), member(Role.APPLICANT, company)
    elsewhere = member(Role.REVIEWER, organisations.emergency("140212"))
    assert set(policy.scope(applicant)) == {applicant}
    assert set(policy.scope(reviewer)) == {reviewer}
    auditor = power(Role.AUDITOR)
    assert set(policy.scope(auditor)) == {auditor, reviewer, applicant}
    assert elsewhere in policy.scope(power(Role.AUDITOR, ""))


def test_the_pages_of_an_administrator(client: Client) -> None:
    home, administrator = organisations.emergency("150621"), power(Role.ADMINISTRATOR)
    person = member(Role.REVIEWER, home)
    client.force_login(administrator)
    fields = {"username": "wang.feng", "full_name": "王峰", "language": "en", "home": home.pk}
    opened = client.post(reverse("registry:user_create"), fields)
    assert opened.status_code == 200
    assert re.search(r'<code class="mg-key"[^>]*>[\w-]+</code>', opened.content.decode())
    assert client.post(reverse("registry:user_create"), fields).status_code == 422
    found = client.get(reverse("registry:user_list"), {"search": "wang"}).content.decode()
    assert "wang.feng" in found
    assert person.username not in found
    assert client.get(reverse("registry:user_detail", args=[person.pk])).status_code == 200
    denied = client.post(reverse("registry:user_verb", args=[person.pk, "disable"]))
    assert denied.status_code == 403
    assert client.post(reverse("registry:user_verb", args=[person.pk, "nonsense"])).status_code == 404
    assert client.get(reverse("registry:user_verb", args=[person.pk, "disable"])).status_code == 405


@pytest.mark.parametrize("query", ["cursor=xx", "order=nonsense", "role=zzz", "search=%00", "search=" + "x" * 500])
def test_a_list_takes_any_query(client: Client, query: str) -> None:
    client.force_login(power(Role.ADMINISTRATOR))
    assert client.get(f"{reverse('registry:user_list')}?{query}").status_code == 200


def test_disabling_ends_the_sessions(client: Client) -> None:
    person = member(Role.REVIEWER, organisations.emergency("150621"))
    client.post(reverse("registry:sign_in"), {"username": person.username, "password": PASSWORD})
    assert Session.objects.filter(user=person).exists()
    service.disable(person.pk, by=power(Role.SECURITY_OFFICER))
    assert not Session.objects.filter(user=person).exists()


def test_the_list_asks_as_often_with_many_rows_as_with_few(client: Client) -> None:
    home = organisations.emergency("150621")
    client.force_login(power(Role.ADMINISTRATOR))
    page = reverse("registry:user_list")
    client.get(page)
    for _size in range(2):
        member(Role.REVIEWER, home)
        with assert_baseline("user_list"):
            client.get(page)
        for _number in range(12):
            member(Role.REVIEWER, home)
