"""Substitutions: the head names and ends them, the department sees them, nobody else does."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from governance.approval.models import Case, Substitution
from governance.approval.selectors.seats import substitutions as selectors
from governance.approval.services.seats import opinions, seats
from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, WrongState
from registry.messages.models import Notification
from registry.scope.models import Role, User
from tests.api.clients import ROOT, browser
from tests.factories import cases as stages
from tests.factories.memberships import member
from tests.query_counts import assert_baseline

pytestmark = pytest.mark.django_db
NR, EM = "natural_resources", "emergency_management"
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def named(here: stages.Scene, first: int = 0, last: int = 5, **given: Any) -> Substitution:
    """The reviewer of natural resources stands in for a colleague, on these days from today."""
    today, body = timezone.localdate(), here.departments[NR]
    return seats.substitute(
        body.pk,
        by=here.heads[NR],
        officer_id=given.pop("officer", None) or member(Role.REVIEWER, body).pk,
        substitute_id=here.reviewers[NR].pk,
        valid_from=today + first * DAY,
        valid_to=today + last * DAY,
        **given,
    )


def page(client: Client, user: User, **query: str) -> Any:
    client.force_login(user)
    return client.get(reverse("governance:substitution_list"), query)


def sent(here: stages.Scene, **changed: Any) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    officer, stand_in = here.heads[NR].pk, here.reviewers[NR].pk
    return {"officer": officer, "substitute": stand_in, "valid_from": today, "valid_to": today, **changed}


def test_ending_early_leaves_today_and_tells_the_substitute(here: stages.Scene) -> None:
    row = named(here, -3)
    seats.end_substitution(row.pk, by=here.heads[NR])
    row.refresh_from_db()
    assert row.valid_to == timezone.localdate()
    event = AuditEvent.objects.get(verb="seats.end_substitution")
    assert event.after["to"] == timezone.localdate().isoformat()
    assert Notification.objects.filter(recipient=row.substitute, kind="seats.substitution_ended").exists()
    with pytest.raises(WrongState):
        seats.end_substitution(row.pk, by=here.heads[NR])


def test_one_that_has_not_begun_is_taken_back_and_the_audit_trail_keeps_it(here: stages.Scene) -> None:
    row = named(here, 2)
    seats.end_substitution(row.pk, by=here.heads[NR])
    assert not Substitution.objects.exists()
    assert AuditEvent.objects.get(verb="seats.end_substitution").before["to"]


def test_one_that_is_over_cannot_be_ended(here: stages.Scene) -> None:
    row = named(here)
    Substitution.objects.update(valid_from=timezone.localdate() - 5 * DAY, valid_to=timezone.localdate() - DAY)
    with pytest.raises(WrongState):
        seats.end_substitution(row.pk, by=here.heads[NR])


def test_only_the_head_of_the_department_ends_it(here: stages.Scene) -> None:
    row = named(here)
    before = AuditEvent.objects.count()
    with pytest.raises(NotAllowed):
        seats.end_substitution(row.pk, by=here.reviewers[NR])
    for stranger in (here.heads[EM], here.applicant, here.officer):
        with pytest.raises(OutOfScope):
            seats.end_substitution(row.pk, by=stranger)
    row.refresh_from_db()
    assert row.valid_to > timezone.localdate()
    assert AuditEvent.objects.count() == before


@pytest.mark.stage("in_review")
def test_who_no_longer_stands_in_speaks_no_more(here: stages.Scene, case: Case) -> None:
    today = timezone.localdate()
    head, reviewer, seat = here.heads[NR], here.reviewers[NR], here.seat(case, NR)
    row = named(here, officer=head.pk)
    seats.assign(seat.pk, by=head, officer_id=head.pk)
    Substitution.objects.filter(pk=row.pk).update(valid_from=today - 2 * DAY, valid_to=today - DAY)
    with pytest.raises(NotAllowed):
        opinions.give(seat.pk, by=reviewer, kind="support")


def test_all_faults_are_said_at_once(here: stages.Scene) -> None:
    today = timezone.localdate()
    with pytest.raises(Incomplete) as refused:
        seats.substitute(
            here.departments[NR].pk,
            by=here.heads[NR],
            officer_id=here.reviewers[EM].pk,
            substitute_id=here.applicant.pk,
            valid_from=today - 5 * DAY,
            valid_to=today - DAY,
            reason="很长" * 200,
        )
    assert set(refused.value.fields) == {"officer", "substitute", "valid_to", "reason"}


def test_the_same_substitution_is_not_named_twice(here: stages.Scene) -> None:
    row = named(here)
    with pytest.raises(Incomplete) as refused:
        named(here, 4, 9, officer=row.officer_id)
    assert set(refused.value.fields) == {"substitute"}
    assert named(here, 6, 9, officer=row.officer_id).pk


def test_the_list_shows_the_own_department_in_its_states(here: stages.Scene, client: Client) -> None:
    current, coming = named(here), named(here, 2)
    past = named(here)
    Substitution.objects.filter(pk=past.pk).update(valid_from=timezone.localdate() - 9 * DAY,
                                                   valid_to=timezone.localdate() - DAY)  # fmt: skip
    for wanted, row in ((selectors.CURRENT, current), (selectors.COMING, coming), (selectors.PAST, past)):
        answer = page(client, here.reviewers[NR], state=wanted)
        assert [one.pk for one in answer.context["page"].rows] == [row.pk]
        assert answer.context["form"] is None
    assert [one.pk for one in page(client, here.heads[NR], q=str(past.officer)).context["page"].rows] == [past.pk]
    assert page(client, here.heads[EM]).context["page"].rows == []
    assert page(client, here.applicant).status_code == 403
    assert page(client, here.officer).status_code == 403


def test_a_head_names_and_ends_a_substitute_on_the_page(here: stages.Scene, client: Client) -> None:
    client.force_login(here.heads[NR])
    address = reverse("governance:substitution_list")
    refused = client.post(address, sent(here, valid_to="2020-01-01", reason="年休假"))
    assert refused.status_code == 422
    assert "年休假" in refused.content.decode()
    tomorrow = (timezone.localdate() + DAY).isoformat()
    assert client.post(address, sent(here, valid_to=tomorrow)).status_code == 302
    row = Substitution.objects.get()
    assert (row.officer, row.substitute) == (here.heads[NR], here.reviewers[NR])
    end = reverse("governance:substitution_end", args=[row.pk])
    assert end in client.get(address).content.decode()
    assert client.post(end).status_code == 302
    assert end not in client.get(address).content.decode()
    assert client.post(end).status_code == 409


def test_a_reviewer_names_nobody_on_the_page(here: stages.Scene, client: Client) -> None:
    client.force_login(here.reviewers[NR])
    assert client.post(reverse("governance:substitution_list"), sent(here)).status_code == 403
    assert not Substitution.objects.exists()


def test_who_heads_two_departments_says_for_which(here: stages.Scene, client: Client) -> None:
    both = member(Role.DEPARTMENT_HEAD, here.departments[NR])
    both.memberships.create(organisation=here.departments[EM], role=Role.DEPARTMENT_HEAD, valid_from="2020-01-01")
    client.force_login(both)
    address, body = reverse("governance:substitution_list"), here.departments[EM]
    assert client.post(address, sent(here)).status_code == 422
    given = sent(here, organisation=body.pk, officer=here.heads[EM].pk, substitute=here.reviewers[EM].pk)
    assert client.post(address, given).status_code == 302
    assert Substitution.objects.get().organisation == body


def test_the_list_is_exported(here: stages.Scene, client: Client) -> None:
    row = named(here, reason="年休假")
    client.force_login(here.heads[NR])
    answer = client.get(reverse("governance:substitution_list"), {"export": "csv"})
    told = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert str(row.officer) in told.decode("utf-8-sig")


def test_the_notification_leads_to_the_page(here: stages.Scene, client: Client) -> None:
    row = named(here)
    link = Notification.objects.get(recipient=row.substitute, kind="seats.substituted").link
    assert reverse("governance:substitution_list").endswith(link)


@pytest.mark.parametrize("rows", [2, 12], ids=["few", "many"])
def test_the_list_needs_as_many_queries_for_many(rows: int, here: stages.Scene, client: Client) -> None:
    for _number in range(rows):
        named(here)
    page(client, here.heads[NR])
    with assert_baseline("governance substitutions"):
        assert client.get(reverse("governance:substitution_list")).status_code == 200


def test_the_api_names_lists_and_ends(here: stages.Scene) -> None:
    head, body = browser(here.heads[NR]), here.departments[NR].pk
    day = (timezone.localdate() + 3 * DAY).isoformat()
    made = head.post(f"{ROOT}/substitutions/", sent(here, organisation=body, valid_to=day), format="json")
    assert made.status_code == 201, made.json()
    assert head.get(made["Location"]).json()["substitute"]["id"] == here.reviewers[NR].pk
    listed = browser(here.reviewers[NR]).get(f"{ROOT}/substitutions/", {"state": "current"}).json()
    assert [row["id"] for row in listed["results"]] == [made.json()["id"]]
    assert browser(here.reviewers[NR]).post(f"{made['Location']}end/").status_code == 403
    assert browser(here.heads[EM]).get(made["Location"]).status_code == 404
    assert head.post(f"{made['Location']}end/").status_code == 204
    assert head.post(f"{made['Location']}end/").status_code == 409
    assert browser(here.applicant).get(f"{ROOT}/substitutions/").status_code == 403


def test_the_api_names_every_faulty_field(here: stages.Scene) -> None:
    given = sent(here, organisation=here.departments[NR].pk, officer=1, substitute=2, valid_to="2020-01-01")
    answer = browser(here.heads[NR]).post(f"{ROOT}/substitutions/", given, format="json")
    assert answer.status_code == 400
    assert all(name in answer.content.decode() for name in ("officer", "substitute", "valid_to"))
