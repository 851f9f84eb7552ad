"""What the signature of an approval changes: licence, stage of the mine, plan in force; never silently."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from config.demo import dossiers
from governance.approval.models import Case, DecisionEffect, LicenceTerms
from governance.approval.services.decisions import decisions, effects
from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete, WrongState
from registry.mines.models import Mine, MiningLicence
from registry.mines.services import licences
from registry.scope.models import Organisation
from tests.api.clients import ROOT, browser, problem
from tests.factories import cases as stages
from tests.factories import effects as made
from tests.factories import seen
from tests.factories.mines import LicenceFactory
from tests.factories.organisations import company

pytestmark = pytest.mark.django_db
LICENCE, RESTART, CLOSURE = "licence-issue", "restart-after-stoppage-noncoal", "mine-closure"


@pytest.fixture(autouse=True)
def _english(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


def page(user: Any, case: Case) -> str:
    client = seen.Reader()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    text: str = client.get(case.get_absolute_url()).content.decode()
    return text


class TestLicence:
    """The licence is written with the signature, under a registered right."""

    def test_signing_writes_the_licence_with_its_figures(self, here: stages.Scene) -> None:
        right = made.right(here)
        case = made.deciding(here, LICENCE)
        assert "Mining right" in page(here.officer, case)
        proposal = made.proposed(here, case, licence=made.terms())
        assert not MiningLicence.objects.exists()
        text = page(here.heads["natural_resources"], case)
        assert "Signing the approval will also" in text
        assert "C1506212026110001 is written to the register" in text
        decision = made.signed(here, case)
        licence = MiningLicence.objects.get()
        assert (licence.right, licence.number, licence.status) == (right, "C1506212026110001", "valid")
        assert (licence.holder, licence.mineral, licence.method) == (here.company, "coal", "underground")
        assert (licence.capacity, licence.area, licence.basis) == (
            Decimal("1.2"), right.area, decision.document_number,
        )  # fmt: skip
        assert proposal.licence_terms.licence_id is None
        assert LicenceTerms.objects.get().licence == licence
        event = AuditEvent.objects.get(verb="mining_licence.issued")
        assert event.actor == here.heads["natural_resources"]
        assert event.after["basis"] == decision.document_number
        assert "was written to the register" in page(here.applicant, case)
        rights = seen.Reader()
        rights.force_login(here.applicant, backend="django.contrib.auth.backends.ModelBackend")
        shown = rights.get(reverse("registry:mine_rights", args=[here.mine.pk])).content.decode()
        assert licence.number in shown
        assert f"Issued by decision {decision.document_number}" in shown

    def test_a_later_licence_ends_the_former(self, here: stages.Scene) -> None:
        former = LicenceFactory(right=made.right(here))
        case = made.deciding(here, LICENCE)
        made.proposed(here, case, licence=made.terms())
        assert f"{former.number} ends" in page(here.heads["natural_resources"], case)
        made.signed(here, case)
        former.refresh_from_db()
        assert former.status == "replaced"
        assert MiningLicence.objects.filter(status="valid").count() == 1
        kinds = list(DecisionEffect.objects.values_list("kind", flat=True))
        assert kinds == ["licence_issued", "licence_replaced"]
        with pytest.raises(WrongState):
            licences.change_status(former.pk, "restore", by=here.reviewers["natural_resources"], reason="恢复")

    def test_every_fault_is_named_at_once(self, here: stages.Scene) -> None:
        made.right(here, expires_on=timezone.localdate() + dt.timedelta(days=30))
        made.plan(here)
        LicenceFactory(number="TAKEN")
        case = made.deciding(here, LICENCE)
        with pytest.raises(Incomplete) as caught:
            made.proposed(here, case)
        assert set(caught.value.fields) == {"licence_number", "licence_valid_to", "licence_capacity"}
        with pytest.raises(Incomplete) as caught:
            made.proposed(here, case, licence=made.terms(number="TAKEN", capacity=Decimal(90), right=10**9))
        assert set(caught.value.fields) == {"licence_right", "licence_number", "licence_capacity"}
        with pytest.raises(Incomplete) as caught:
            made.proposed(here, case, licence=made.terms())
        assert set(caught.value.fields) == {"licence_valid_to"}
        assert case.decisions.count() == 0

    def test_without_a_right_nothing_is_approved(self, here: stages.Scene) -> None:
        case = made.deciding(here, LICENCE)
        assert "the right comes before the licence" in page(here.officer, case)
        with pytest.raises(WrongState, match="registered right"):
            made.proposed(here, case, licence=made.terms())
        made.proposed(here, case, outcome="refuse")
        made.signed(here, case)
        assert case.state == Case.State.REFUSED
        assert not DecisionEffect.objects.exists()

    @pytest.mark.parametrize("change", ["suspended", "cancelled", "taken", "passed on"])
    def test_what_changed_meanwhile_holds_the_signature_back(self, here: stages.Scene, change: str) -> None:
        right = made.right(here)
        case = made.deciding(here, LICENCE)
        made.proposed(here, case, licence=made.terms())
        if change == "suspended":
            LicenceFactory(right=right, is_suspended=True)
        elif change == "cancelled":
            right.status = "cancelled"
            right.save()
        elif change == "taken":
            LicenceFactory(number=made.terms().number)
        else:
            Mine.objects.filter(pk=here.mine.pk).update(holder=company())
        before = MiningLicence.objects.count()
        with pytest.raises((WrongState, Incomplete)):
            decisions.countersign(case.pk, by=here.heads["natural_resources"])
        assert MiningLicence.objects.count() == before
        case.refresh_from_db()
        assert case.state == Case.State.COUNTERSIGNING

    def test_the_form_keeps_what_was_typed(self, here: stages.Scene) -> None:
        made.right(here)
        case = made.deciding(here, LICENCE)
        client = seen.Reader()
        client.force_login(here.officer, backend="django.contrib.auth.backends.ModelBackend")
        address = reverse("governance:case_act", args=[case.pk, "propose"])
        sent = {
            "outcome": "approve", "reasons": stages.REASONS, "licence_number": "NEW-1", "licence_capacity": "1.2",
            "licence_right": made.licence_terms.rights(case)[0].pk, "licence_valid_to": "2020-01-01",
            **seen.row(case),
        }  # fmt: skip
        answer = client.post(address, sent)
        assert answer.status_code == 422
        assert 'value="NEW-1"' in answer.content.decode()
        assert "must end after today" in answer.content.decode()
        assert client.post(address, {**sent, "licence_valid_to": "2036-01-01"}).status_code == 302
        assert LicenceTerms.objects.get().number == "NEW-1"

    def test_machines_propose_and_read_it(self, here: stages.Scene) -> None:
        right = made.right(here)
        case = made.deciding(here, LICENCE)
        address = f"{ROOT}/applications/{case.pk}/propose/"
        body = {"outcome": "approve", "reasons": stages.REASONS, **seen.row(case)}
        problem(browser(here.officer).post(address, body), 400, "incomplete")
        body["licence"] = {"number": "NEW-2", "valid_to": "2036-01-01", "capacity": "1.2000", "right": right.pk}
        answer = browser(here.officer).post(address, body)
        assert answer.status_code == 200, answer.content.decode()
        assert [row["kind"] for row in answer.json()["effects"]] == ["licence_issued"]
        assert browser(here.applicant).get(f"{ROOT}/applications/{case.pk}/").json()["effects"] == []
        made.signed(here, case)
        told = browser(here.applicant).get(f"{ROOT}/applications/{case.pk}/").json()["effects"]
        assert told[0]["is_done"]
        rights = browser(here.applicant).get(f"{ROOT}/mines/{here.mine.pk}/rights/").json()
        assert rights[0]["licences"][0]["basis"]


class TestStage:
    """Restart, closure and final acceptance move the mine."""

    def test_a_restart_makes_the_mine_produce(self) -> None:
        here = stages.scene(stage="suspended", mineral="iron")
        case = made.deciding(here, RESTART)
        made.proposed(here, case)
        head = "emergency_management"
        assert "from “Suspended” to “Producing”" in page(here.heads[head], case)
        decision = made.signed(here, case, head=head)
        assert here.mine.stage == "producing"
        event = AuditEvent.objects.get(verb="mine.resumed")
        assert event.after["decision"] == decision.document_number
        assert event.actor == here.heads[head]

    def test_a_mine_that_changed_meanwhile_is_not_restarted(self) -> None:
        here = stages.scene(stage="suspended", mineral="iron")
        case = made.deciding(here, RESTART)
        made.proposed(here, case)
        Mine.objects.filter(pk=here.mine.pk).update(stage="closing")
        assert "An approval is not possible now" in page(here.heads["emergency_management"], case)
        with pytest.raises(WrongState, match="Closing"):
            decisions.countersign(case.pk, by=here.heads["emergency_management"])

    def test_a_closure_begins_the_closing(self, here: stages.Scene) -> None:
        case = made.deciding(here, CLOSURE)
        made.proposed(here, case)
        made.signed(here, case)
        assert here.mine.stage == "closing"
        assert AuditEvent.objects.filter(verb="mine.closing_begun").count() == 1

    def test_the_final_acceptance_closes_a_closing_mine(self) -> None:
        here = stages.scene(stage="closing")
        made.plan(here)
        content = dossiers.acceptance(is_pit=False, scope="final")
        case = made.deciding(here, "restoration-final-acceptance", content=content)
        made.proposed(here, case)
        made.signed(here, case)
        assert here.mine.stage == "closed"

    def test_other_matters_leave_the_stage(self, here: stages.Scene) -> None:
        before = here.mine.stage
        case = stages.decided(here)
        here.mine.refresh_from_db()
        assert here.mine.stage == before
        assert effects.done(case) == []


@pytest.mark.stage("planned")
def test_the_plan_before_is_named_and_superseded(here: stages.Scene) -> None:
    former = Case.objects.get()
    case = stages.countersigning(here)
    texts = [one.text for one in effects.planned(case, case.decisions.get())]
    assert any(former.number in text and "Ecological restoration" in text for text in texts)
    decisions.countersign(case.pk, by=here.heads["natural_resources"])
    assert {row.details["section"] for row in DecisionEffect.objects.all()} == {
        "mining", "restoration", "safety", "funds",
    }  # fmt: skip
    event = AuditEvent.objects.get(verb="decisions.countersign")
    assert {row["kind"] for row in event.after["effects"]} == {"plan_replaced"}


def test_what_was_done_is_kept_for_good(here: stages.Scene) -> None:
    made.right(here)
    case = made.deciding(here, LICENCE)
    made.proposed(here, case, licence=made.terms())
    made.signed(here, case)
    with pytest.raises(InternalError), transaction.atomic():
        DecisionEffect.objects.all().delete()
    assert Organisation.objects.filter(licences__isnull=False).get() == here.company
