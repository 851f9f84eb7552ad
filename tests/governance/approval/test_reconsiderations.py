"""Reconsiderations: grounds and claim are kept, the period is checked, and who decides again is another."""

import datetime as dt
from unittest import mock

import pytest
from django.db import InternalError, transaction
from django.utils import timezone, translation

from governance.approval.models import Case, Reconsideration, Seat
from governance.approval.policies.cases import CasePolicy
from governance.approval.policies.seats import SeatPolicy
from governance.approval.services.cases import cases, intake, links
from governance.approval.services.decisions import decisions
from governance.approval.services.seats import opinions
from registry.base.rules.errors import Incomplete, NotAllowed, WrongState
from registry.scope.models import Role, User
from tests.api.clients import ROOT, browser, problem
from tests.factories import cases as stages
from tests.factories import seen
from tests.factories.memberships import member
from tests.factories.organisations import committee_office, emergency, natural_resources
from tests.factories.plans import case_document

pytestmark = pytest.mark.django_db
WHY, CLAIM = "决定认定的边坡参数与实测不符，请求复核。", "撤销该决定，重新作出决定。"


def asked(here: stages.Scene, parent: Case) -> Case:
    return links.open_reconsideration(parent.pk, by=here.applicant, reason=WHY, claim=CLAIM)


def submitted(here: stages.Scene, parent: Case) -> Case:
    case = asked(here, parent)
    case_document(case, "reconsideration-application")
    return cases.submit(case.pk, by=here.applicant)


def page(user: User, case: Case) -> str:
    client = seen.Reader()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    with translation.override("en"):
        text: str = client.get(case.get_absolute_url()).content.decode()
    return text


@pytest.mark.stage("refused")
def test_grounds_and_claim_are_kept_and_shown_on_both_pages(here: stages.Scene, case: Case) -> None:
    parent = case
    child = submitted(here, parent)
    kept = child.reconsideration
    assert (kept.grounds, kept.claim, kept.decision) == (WHY, CLAIM, parent.decisions.get())
    assert (kept.days, kept.certainty) == (60, "likely")
    assert kept.until == timezone.localdate() + dt.timedelta(days=60)
    for case in (parent, child):
        for user in (here.applicant, here.officer):
            text = page(user, case)
            assert WHY in text
            assert CLAIM in text
            assert "60 calendar days" in text
            assert "From general knowledge, to be checked" in text
    with pytest.raises(InternalError), transaction.atomic():
        Reconsideration.objects.update(claim="别的")


@pytest.mark.stage("decided")
def test_every_fault_is_named(here: stages.Scene, case: Case) -> None:
    parent = case
    with pytest.raises(Incomplete) as caught:
        links.open_reconsideration(parent.pk, by=here.applicant, reason="不服", claim=" ")
    assert set(caught.value.fields) == {"reason", "claim"}
    assert Case.objects.count() == 1


@pytest.mark.stage("refused")
def test_a_draft_is_submitted_within_the_period(here: stages.Scene, case: Case) -> None:
    child = asked(here, case)
    case_document(child, "reconsideration-application")
    late = child.reconsideration.until + dt.timedelta(days=1)
    with mock.patch("django.utils.timezone.localdate", return_value=late), pytest.raises(WrongState):
        cases.submit(child.pk, by=here.applicant)
    child.refresh_from_db()
    assert child.state == Case.State.DRAFT
    with mock.patch("django.utils.timezone.localdate", return_value=child.reconsideration.until):
        assert cases.submit(child.pk, by=here.applicant).state == Case.State.SUBMITTED


@pytest.mark.stage("decided")
def test_who_decided_neither_speaks_nor_drafts_nor_signs_again(here: stages.Scene, case: Case) -> None:
    parent = case
    child = submitted(here, parent)
    intake.accept(child.pk, by=here.clerk)
    land = here.seat(child, "natural_resources")
    spoke, signed = here.reviewers["natural_resources"], here.heads["natural_resources"]
    for user in (spoke, signed):
        with pytest.raises(NotAllowed):
            opinions.give(land.pk, by=user, kind="support")
    assert not SeatPolicy().check(signed, "give_opinion", here.seat(child, "natural_resources"))
    fresh = member(Role.REVIEWER, here.departments["natural_resources"])
    opinions.give(land.pk, by=fresh, kind="support")
    for function in ("emergency_management", "ecology_environment"):
        opinions.give(here.seat(child, function).pk, by=here.reviewers[function], kind="support")
    with pytest.raises(NotAllowed):
        decisions.propose(child.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    second = member(Role.COMMITTEE_OFFICE, here.office)
    decisions.propose(child.pk, by=second, outcome="approve", reasons=stages.REASONS)
    with pytest.raises(NotAllowed):
        decisions.countersign(child.pk, by=signed)
    child.refresh_from_db()
    assert not CasePolicy().check(signed, "countersign", child)
    decisions.countersign(child.pk, by=here.heads["ecology_environment"])
    child.refresh_from_db()
    assert child.state == Case.State.APPROVED


@pytest.mark.stage("decided")
def test_the_next_larger_bodies_decide_where_there_are_some(here: stages.Scene, case: Case) -> None:
    city, land = committee_office("150600"), natural_resources("150000")
    emergency("140000")
    child = submitted(here, case)
    assert child.office == city
    intake.accept(child.pk, by=member(Role.INTAKE_CLERK, city))
    seats = {seat.function: seat.organisation for seat in Seat.objects.filter(round__case=child)}
    assert seats["natural_resources"] == land
    assert seats["emergency_management"] == here.departments["emergency_management"]


@pytest.mark.stage("refused")
def test_machines_ask_and_read_it(here: stages.Scene, case: Case) -> None:
    parent = case
    address = f"{ROOT}/applications/{parent.pk}/"
    problem(browser(here.applicant).post(f"{address}reconsider/", {"reason": WHY}), 400, "invalid")
    answer = browser(here.applicant).post(f"{address}reconsider/", {"reason": WHY, "claim": CLAIM})
    assert answer.status_code == 201, answer.content.decode()
    (link,) = browser(here.applicant).get(f"{address}links/").json()["links"]
    assert (link["reason"], link["claim"], link["certainty"]) == (WHY, CLAIM, "likely")
    assert link["until"]
