"""The sections of a dossier together."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from funds.plans.models import CostItem
from funds.plans.selectors import plans as funding_selectors
from governance.approval.services.dossiers import section_crosschecks, sections
from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, Stale, WrongState
from registry.dossiers.models import PlanSection
from registry.dossiers.selectors import sections as section_selectors
from registry.files.models import Attachment
from registry.scope.models import Role
from restoration.plans.models import RestorationPlan, RestorationZone
from restoration.plans.selectors import plans as restoration_selectors
from tests.factories.memberships import member
from tests.factories.mines import held_mine
from tests.factories.organisations import company, natural_resources
from tests.factories.plans import case_document, complete_dossier, complete_sections, draft_case

pytestmark = pytest.mark.django_db
Status = PlanSection.Status


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_an_empty_dossier_names_everything_that_is_missing() -> None:
    missing = sections.missing(draft_case())
    assert set(missing) == {"mining", "restoration", "safety", "funds", "documents"}
    assert {"start_year", "reserves", "sequence", "stores_tailings"} <= set(missing["mining"])
    assert {"zones", "years", "measures", "topsoil"} <= set(missing["restoration"])
    assert {"structures", "monitoring", "geology"} <= set(missing["safety"])
    assert {"items", "years", "opening_balance"} <= set(missing["funds"])
    assert set(missing["documents"]) == {
        "mining-plan", "restoration-plan", "boundary-map", "slope-stability", "publicity-hearing", "cost-estimate",
    }  # fmt: skip


@pytest.mark.parametrize("is_open_pit", [True, False])
def test_the_demonstration_dossiers_are_complete(is_open_pit: bool) -> None:
    case = complete_dossier(draft_case(held_mine(company(), is_open_pit=is_open_pit)))
    assert sections.missing(case) == {}
    assert "restoration" not in sections.warnings(case)
    assert "funds" not in sections.warnings(case)


def test_opening_prefills_what_the_register_knows() -> None:
    case = draft_case()
    draft = sections.KINDS["mining"].layout.model.objects.get(application=case.application)
    assert (draft.method, draft.capacity) == ("open_pit", case.mine.capacity)


def test_stored_tailings_ask_for_measures_and_a_pond() -> None:
    case = complete_dossier(draft_case())
    kind = sections.KINDS["mining"]
    kind.service.save(case.application, by=case.opened_by, data={"stores_tailings": True}, version=2)
    missing = sections.missing(case)
    assert set(missing) == {"restoration", "safety"}
    assert "tailings_measures" in missing["restoration"]
    assert "structures" in missing["safety"]


def test_the_restoration_plan_covers_the_mining_period() -> None:
    case = complete_dossier(draft_case())
    sections.KINDS["mining"].service.save(case.application, by=case.opened_by, data={"end_year": 2033}, version=2)
    assert set(sections.missing(case)["restoration"]) == {"end_year"}


def test_a_document_waiting_for_the_virus_check_does_not_count() -> None:
    case = complete_sections(draft_case())
    case_document(case, "mining-plan", state=Attachment.State.QUARANTINED)
    case_document(case, "cost-estimate", state=Attachment.State.REJECTED)
    missing = sections.missing(case)["documents"]
    assert "virus" in missing["mining-plan"][0]
    assert missing["cost-estimate"][0].startswith("Upload")


def test_a_removed_document_is_missing_again() -> None:
    case = complete_dossier(draft_case())
    document = case.documents.get(code="mining-plan")
    document.removed_at = case.created_at
    document.save()
    assert set(sections.missing(case)["documents"]) == {"mining-plan"}


def test_freezing_copies_everything_and_leaves_the_draft_open() -> None:
    case = complete_dossier(draft_case())
    draft = sections.content(case, 0)
    assert sections.freeze(case, 1, by=case.opened_by) == draft
    sections.KINDS["funds"].service.save(case.application, by=case.opened_by, data={"basis": "新定额"}, version=2)
    assert sections.content(case, 1) == draft
    assert sections.content(case, 0) != draft


def test_a_section_that_was_saved_since_it_was_read_is_read_anew() -> None:
    case = complete_dossier(draft_case())
    keeper = sections.KINDS["funds"].service
    read = section_crosschecks.read(case).of("funds")
    keeper.save(case.application, by=case.opened_by, data={"basis": "新定额"}, version=2)
    keeper.freeze(case.application, 1, by=case.opened_by, complete=read)
    assert keeper.content(case.application, 1) == keeper.content(case.application, 0)
    keeper.save(case.application, by=case.opened_by, data={"basis": ""}, version=3)
    with pytest.raises(Incomplete):
        keeper.freeze(case.application, 2, by=case.opened_by, complete=read)


def test_the_reader_reads_each_revision_once(django_assert_num_queries: Any) -> None:
    case = complete_dossier(draft_case())
    kept = sections.freeze(case, 1, by=case.opened_by)
    frozen = sections.Frozen(case)
    assert frozen.content(1) == kept
    with django_assert_num_queries(0):
        assert frozen.content(1) == kept
    with pytest.raises(WrongState):
        _ = frozen.revision


def test_freezing_an_incomplete_dossier_leaves_no_trace() -> None:
    case = draft_case()
    with pytest.raises(Incomplete) as refused:
        sections.freeze(case, 1, by=case.opened_by)
    assert "mining.reserves" in refused.value.fields
    assert "documents.mining-plan" in refused.value.fields
    assert not RestorationPlan.objects.filter(revision=1).exists()


def test_a_second_freeze_supersedes_the_first() -> None:
    case = complete_dossier(draft_case())
    sections.freeze(case, 1, by=case.opened_by)
    sections.freeze(case, 2, by=case.opened_by)
    states = RestorationPlan.objects.order_by("revision").values_list("revision", "status")
    assert list(states) == [(0, Status.DRAFT), (1, Status.SUPERSEDED), (2, Status.FROZEN)]


def test_approval_makes_the_plans_that_the_rooms_work_by() -> None:
    case = complete_dossier(draft_case())
    sections.freeze(case, 1, by=case.opened_by)
    sections.approve(case, 1, by=case.opened_by)
    plan = restoration_selectors.approved(case.mine)
    assert plan is not None
    assert plan.revision == 1
    assert funding_selectors.approved(case.mine) is not None
    verbs = AuditEvent.objects.filter(verb__endswith=".approve").values_list("verb", flat=True)
    assert set(verbs) == {
        "mining_schemes.approve", "restoration_plans.approve", "safety_plans.approve", "funding_plans.approve",
    }  # fmt: skip


def test_a_later_approval_supersedes_the_plan_before() -> None:
    first = complete_dossier(draft_case(held_mine(company(), is_open_pit=True)))
    sections.freeze(first, 1, by=first.opened_by)
    sections.approve(first, 1, by=first.opened_by)
    first.state = "approved"
    first.save()
    second = complete_dossier(draft_case(first.mine))
    sections.freeze(second, 1, by=second.opened_by)
    sections.approve(second, 1, by=second.opened_by)
    plan = restoration_selectors.approved(first.mine)
    assert plan is not None
    assert plan.application == second.application
    assert RestorationPlan.objects.get(application=first.application, revision=1).status == Status.SUPERSEDED


@pytest.mark.parametrize("verb", ["approve", "refuse", "supersede"])
def test_only_a_revision_under_review_is_decided(verb: str) -> None:
    case = complete_dossier(draft_case())
    sections.freeze(case, 1, by=case.opened_by)
    sections.refuse(case, 1, by=case.opened_by)
    with pytest.raises(WrongState):
        getattr(sections, verb)(case, 1, by=case.opened_by)
    with pytest.raises(WrongState):
        getattr(sections, verb)(case, 0, by=case.opened_by)
    with pytest.raises(OutOfScope):
        getattr(sections, verb)(case, 9, by=case.opened_by)


def test_a_failing_section_freezes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    case = complete_dossier(draft_case())
    canonical = section_selectors.canonical

    def fail(layout: Any, content: Any) -> dict[str, Any]:
        if layout is sections.KINDS["funds"].layout:
            assert RestorationPlan.objects.filter(revision=1).exists()
            raise RuntimeError("disk full")
        return canonical(layout, content)

    monkeypatch.setattr(section_selectors, "canonical", fail)
    with pytest.raises(RuntimeError):
        sections.freeze(case, 1, by=case.opened_by)
    assert not RestorationPlan.objects.filter(revision=1).exists()


def test_the_difference_names_fields_and_rows() -> None:
    case = complete_dossier(draft_case())
    sections.freeze(case, 1, by=case.opened_by)
    service = sections.KINDS["restoration"].service
    zones = [dict(zone) for zone in service.content(case.application, 0)["rows"]["zones"]]
    zones[0]["area"] = "100.00"
    zones[-1]["code"] = "E9"
    service.save(case.application, by=case.opened_by, data={"maintenance_years": 5}, rows={"zones": zones}, version=2)
    changes = sections.difference(case, 1, 0)
    assert set(changes) == {"restoration"}
    told = {change.label: (change.before, change.after) for change in changes["restoration"]}
    assert told["maintenance period"] == ("3", "5")
    assert told["restoration zone A1 外排土场顶部平台 · area"] == ("126.40", "100.00")
    assert told["restoration zone E1 表土堆场"][1] == ""
    assert told["restoration zone E9 表土堆场"][0] == ""
    assert sections.difference(case, 1, 1) == {}


class TestSaving:
    """One draft, whichever section."""

    def save(self, case: object, **given: object) -> object:
        values = {"data": {}, "version": 1, "by": case.opened_by} | given  # type: ignore[attr-defined]
        return sections.KINDS["funds"].service.save(case.application, **values)  # type: ignore[attr-defined,arg-type]

    def test_a_half_filled_row_is_kept(self) -> None:
        case = draft_case()
        self.save(case, rows={"items": [{"name": "边坡"}, {"name": "", "purpose": "", "year": None}]})
        item = CostItem.objects.get()
        assert (item.name, item.amount, item.purpose) == ("边坡", None, "")

    def test_every_impossible_value_is_told_at_once_and_nothing_is_kept(self) -> None:
        case = draft_case()
        bad = [
            {"name": "a", "purpose": "dual", "amount": "-1", "restoration_share": "150"},
            {"name": "b", "purpose": "gift", "year": 20277, "amount": "1e30"},
            {"name": "c", "purpose": "safety", "restoration_share": "10"},
        ]
        with pytest.raises(Incomplete) as refused:
            self.save(case, data={"opening_balance": "abc"}, rows={"items": bad})
        assert set(refused.value.fields) == {
            "opening_balance", "items-0-amount", "items-0-restoration_share", "items-1-purpose", "items-1-year",
            "items-1-amount", "items-2-restoration_share",
        }  # fmt: skip
        assert not CostItem.objects.exists()

    def test_an_old_version_is_stale_with_both_sides(self) -> None:
        case = draft_case()
        self.save(case, data={"basis": "甲"})
        with pytest.raises(Stale) as refused:
            self.save(case, data={"basis": "乙"})
        assert refused.value.mine == {"basis of the estimate": "乙"}
        assert refused.value.theirs == {"basis of the estimate": "甲"}

    def test_saving_the_same_again_changes_nothing(self) -> None:
        case = draft_case()
        self.save(case, data={"basis": "甲"})
        before = AuditEvent.objects.count()
        self.save(case, data={"basis": "甲"})
        assert AuditEvent.objects.count() == before

    def test_the_audit_row_holds_what_changed(self) -> None:
        case = draft_case()
        self.save(case, data={"basis": "甲"})
        event = AuditEvent.objects.get(verb="funding_plans.save")
        assert (event.before, event.after) == ({"basis": ""}, {"basis": "甲"})

    def test_a_colleague_without_the_role_is_refused_and_strangers_find_nothing(self) -> None:
        case = draft_case()
        with pytest.raises(NotAllowed):
            self.save(case, by=member(Role.FUND_OFFICER, case.applicant), data={"basis": "x"})
        with pytest.raises(OutOfScope):
            self.save(case, by=member(Role.APPLICANT, company()), data={"basis": "x"})
        with pytest.raises(OutOfScope):
            self.save(case, by=member(Role.REVIEWER, natural_resources()), data={"basis": "x"})
        assert not AuditEvent.objects.filter(verb="funding_plans.save").exists()


@pytest.mark.django_db(transaction=True)
class TestFrozen:
    """The database keeps a frozen revision, whatever asks."""

    @pytest.fixture
    def plan(self) -> RestorationPlan:
        case = complete_dossier(draft_case())
        sections.freeze(case, 1, by=case.opened_by)
        return RestorationPlan.objects.get(application=case.application, revision=1)

    def test_nothing_of_it_changes(self, plan: RestorationPlan) -> None:
        zone = plan.zones.first()
        assert zone is not None
        attempts = (
            lambda: RestorationPlan.objects.filter(pk=plan.pk).update(targets="x"),
            lambda: RestorationZone.objects.filter(pk=zone.pk).update(area=1),
            lambda: RestorationZone.objects.filter(pk=zone.pk).delete(),
            lambda: RestorationZone.objects.create(section=plan, code="Z", name="z", kind="pit", area=1),
            lambda: plan.delete(),
        )
        for attempt in attempts:
            with pytest.raises(DatabaseError), transaction.atomic():
                attempt()

    def test_the_draft_stays_open(self, plan: RestorationPlan) -> None:
        drafts = RestorationPlan.objects.filter(application=plan.application, revision=0)
        assert drafts.update(targets="x") == 1
        RestorationZone.objects.filter(section__in=drafts).delete()
        assert connection.in_atomic_block is False
