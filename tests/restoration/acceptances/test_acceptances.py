"""Acceptance reports: what they must hold, how they stand side by side, and what a mine has accepted."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import translation

from governance.approval.models import Case
from governance.approval.services.dossiers import sections
from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete
from registry.dossiers.models import PlanSection
from registry.mines.models import Mine
from registry.scope.models import Role
from restoration.acceptances.models import AcceptanceReport, AcceptanceZone
from restoration.acceptances.policies.acceptances import AcceptanceReportPolicy
from restoration.acceptances.selectors import acceptances
from restoration.acceptances.services import acceptances as service
from restoration.acceptances.views import acceptances as pages
from restoration.plans.models import RestorationPlan
from tests.factories.acceptances import acceptance_case, approved_acceptance, approved_plan, complete_acceptance
from tests.factories.memberships import member
from tests.factories.organisations import company, natural_resources, village_committee

pytestmark = pytest.mark.django_db
Status = PlanSection.Status


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def save(case: Case, rows: list[dict[str, Any]] | None = None, **data: Any) -> AcceptanceReport:
    draft = acceptances.draft(case.application)
    assert draft is not None
    given = None if rows is None else {"zones": rows}
    return service.save(case.application, by=case.opened_by, data=data, rows=given, version=draft.version)


def zones(case: Case) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = service.content(case.application, 0)["rows"]["zones"]
    return found


class TestStarting:
    """What the draft holds when it is opened."""

    def test_the_zones_come_from_the_approved_plan(self) -> None:
        case = acceptance_case(approved_plan())
        held = {zone["code"]: zone for zone in zones(case)}
        assert list(held) == ["A1", "A2", "B1", "B2", "C1", "D1", "E1"]
        assert held["A1"] == {
            "code": "A1", "name": "外排土场顶部平台", "planned_area": "126.40", "accepted_area": None,
            "land_use": "grassland", "vegetation_cover": None, "soil_thickness": None, "quality": "", "explanation": "",
        }  # fmt: skip

    def test_without_an_approved_plan_it_is_empty(self) -> None:
        assert zones(acceptance_case()) == []

    def test_opening_again_adds_no_second_row(self) -> None:
        case = acceptance_case(approved_plan())
        sections.start(case, by=case.opened_by)
        assert AcceptanceZone.objects.count() == 7


class TestCompleteness:
    """Everything that is missing or does not fit, at once."""

    def test_an_empty_report_names_everything(self) -> None:
        missing = service.missing(acceptance_case().application)
        assert set(missing) == {
            "scope", "summary", "monitoring", "problems", "maintenance", "participation", "zones"
        }  # fmt: skip
        assert "art. 48" in missing["participation"][0]

    @pytest.mark.parametrize("scope", ["stage", "final"])
    def test_the_demonstration_reports_are_complete(self, scope: str) -> None:
        case = complete_acceptance(acceptance_case(approved_plan()), scope=scope)
        assert sections.missing(case) == {}

    def test_a_prefilled_row_asks_for_what_was_restored(self) -> None:
        missing = service.missing(acceptance_case(approved_plan()).application)
        assert {"zones-0-accepted_area", "zones-0-vegetation_cover", "zones-0-soil_thickness"} <= set(missing)
        assert "zones-0-planned_area" not in missing

    def test_only_a_stage_needs_its_period(self) -> None:
        case = complete_acceptance(acceptance_case(approved_plan()))
        save(case, period_from=None, period_to=None)
        assert set(service.missing(case.application)) == {"period_from", "period_to"}
        case = complete_acceptance(acceptance_case(), scope="final")
        save(case, period_from=None, period_to=None)
        assert service.missing(case.application) == {}

    def test_land_without_plants_needs_no_cover(self) -> None:
        case = complete_acceptance(acceptance_case())
        rows = zones(case)
        rows[0] |= {"land_use": "water", "vegetation_cover": None, "soil_thickness": None}
        rows[1] |= {"land_use": "forest", "vegetation_cover": None, "soil_thickness": None}
        save(case, rows)
        missing = service.missing(case.application)
        assert set(missing) == {"zones-1-vegetation_cover", "zones-1-soil_thickness"}

    def test_more_than_the_plan_gives_is_explained(self) -> None:
        case = complete_acceptance(acceptance_case(approved_plan()))
        rows = zones(case)
        rows[0]["accepted_area"] = "126.41"
        save(case, rows)
        assert set(service.missing(case.application)) == {"zones-0-explanation"}
        rows[0]["explanation"] = "边界取直"
        save(case, rows)
        assert service.missing(case.application) == {}

    def test_zones_and_their_areas_are_those_of_the_plan(self) -> None:
        case = complete_acceptance(acceptance_case(approved_plan()))
        rows = zones(case)
        rows[0]["code"] = "X9"
        rows[1]["planned_area"] = "60"
        rows[2] |= {"name": "", "accepted_area": None}
        save(case, rows)
        missing = service.missing(case.application)
        # The rows come back in the order of their codes.
        assert set(missing) == {"zones-0-planned_area", "zones-1-name", "zones-1-accepted_area", "zones-2-code"}
        assert "58.20" in missing["zones-0-planned_area"][0]
        assert "X9" in missing["zones-2-code"][0]

    def test_without_a_plan_any_zone_may_be_named(self) -> None:
        assert service.missing(complete_acceptance(acceptance_case()).application) == {}

    def test_the_final_acceptance_leaves_no_zone_out(self) -> None:
        mine = approved_plan()
        case = complete_acceptance(acceptance_case(mine), scope="final", zones=["B2", "C1", "D1"])
        assert "A1, A2, B1, E1" in service.missing(case.application)["zones"][0]
        Case.objects.filter(pk=case.pk).update(state="withdrawn")
        approved_acceptance(mine, zones=["A1", "A2", "B1"])
        assert "never accepted: E1" in service.missing(case.application)["zones"][0]


class TestImpossible:
    """What is never kept."""

    def test_every_impossible_value_is_told_at_once(self) -> None:
        case = acceptance_case()
        rows = [
            {
                "code": "A",
                "planned_area": "-1",
                "accepted_area": "0",
                "vegetation_cover": "101",
                "soil_thickness": "-3",
            },
            {"code": "A", "land_use": "moon"},
        ]
        with pytest.raises(Incomplete) as refused:
            save(case, rows, scope="whole", period_from="2027-05-01", period_to="2027-04-30")
        assert set(refused.value.fields) == {
            "scope", "period_to", "zones-0-planned_area", "zones-0-accepted_area", "zones-0-vegetation_cover",
            "zones-0-soil_thickness", "zones-1-land_use", "zones-0-code", "zones-1-code",
        }  # fmt: skip
        assert not AcceptanceZone.objects.exists()

    @pytest.mark.parametrize("day", ["yesterday", "2027-02-30", "2027/13/1"])
    def test_no_day_is_no_day(self, day: str) -> None:
        with pytest.raises(Incomplete) as refused:
            save(acceptance_case(), period_from=day)
        assert set(refused.value.fields) == {"period_from"}

    @pytest.mark.parametrize(
        ("values", "name"),
        [
            ({"accepted_area": 0}, "acceptance_zone_areas_positive"),
            ({"vegetation_cover": Decimal("100.01")}, "acceptance_zone_quality_possible"),
            ({"soil_thickness": -1}, "acceptance_zone_quality_possible"),
        ],
    )
    def test_the_database_refuses_it_too(self, values: dict[str, Any], name: str) -> None:
        draft = acceptances.draft(acceptance_case().application)
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            AcceptanceZone.objects.create(section=draft, code="A", **values)

    def test_the_database_refuses_a_period_backwards(self) -> None:
        case = acceptance_case()
        rows = AcceptanceReport.objects.filter(application=case.application)
        with pytest.raises(IntegrityError, match="acceptance_report_period_forward"), transaction.atomic():
            rows.update(period_from=dt.date(2027, 5, 1), period_to=dt.date(2027, 4, 1))


def test_days_are_kept_and_compared_as_json() -> None:
    case = acceptance_case()
    save(case, period_from="2027-05-01")
    before = AuditEvent.objects.count()
    save(case, period_from=dt.date(2027, 5, 1))
    assert AuditEvent.objects.count() == before
    assert service.content(case.application, 0)["fields"]["period_from"] == "2027-05-01"
    event = AuditEvent.objects.get(verb="acceptance_reports.save")
    assert (event.before, event.after) == ({"period_from": None}, {"period_from": "2027-05-01"})


class TestApproval:
    """Acceptances stand side by side."""

    def test_a_second_one_replaces_neither_the_first_nor_the_plan(self) -> None:
        mine = approved_plan()
        first = approved_acceptance(mine, zones=["A1"])
        second = approved_acceptance(mine, zones=["A2"])
        states = AcceptanceReport.objects.filter(revision=1).values_list("application", "status")
        assert dict(states) == {first.application: Status.APPROVED, second.application: Status.APPROVED}
        assert RestorationPlan.objects.get(mine=mine, revision=1).status == Status.APPROVED
        verbs = AuditEvent.objects.filter(verb__startswith="acceptance_reports.").values_list("verb", flat=True)
        assert set(verbs) == {f"acceptance_reports.{verb}" for verb in ("start", "save", "freeze", "approve")}

    def test_a_plan_still_replaces_the_plan_before(self) -> None:
        mine = approved_plan()
        approved_plan(mine)
        states = RestorationPlan.objects.filter(mine=mine, revision=1).values_list("status", flat=True)
        assert sorted(states) == [Status.APPROVED, Status.SUPERSEDED]

    def test_a_refused_report_is_not_accepted(self) -> None:
        case = complete_acceptance(acceptance_case())
        sections.freeze(case, 1, by=case.opened_by)
        sections.refuse(case, 1, by=case.opened_by)
        assert acceptances.accepted_area(case.mine) == 0

    def test_a_frozen_report_stays_as_it_is(self) -> None:
        case = approved_acceptance()
        frozen = AcceptanceReport.objects.get(application=case.application, revision=1)
        attempts = (
            lambda: AcceptanceReport.objects.filter(pk=frozen.pk).update(summary="x"),
            lambda: AcceptanceZone.objects.filter(section=frozen).update(accepted_area=1),
            lambda: AcceptanceZone.objects.filter(section=frozen).delete(),
            lambda: frozen.delete(),
        )
        for attempt in attempts:
            with pytest.raises(DatabaseError), transaction.atomic():
                attempt()

    def test_the_difference_names_fields_and_zones(self) -> None:
        case = complete_acceptance(acceptance_case())
        sections.freeze(case, 1, by=case.opened_by)
        rows = zones(case)
        rows[0]["accepted_area"] = "120.00"
        save(case, rows[:-1], period_to="2029-11-30")
        told = {c.label: (c.before, c.after) for c in sections.difference(case, 1, 0)["acceptance"]}
        assert told["works until"] == ("2029-10-31", "2029-11-30")
        assert told["zone to accept A1 外排土场顶部平台 · restored area to accept"] == ("126.40", "120.00")
        assert told["zone to accept B1 内排土场平台"][1] == ""


class TestAccepted:
    """What of the land of a mine is accepted."""

    def test_it_is_nothing_at_first(self) -> None:
        mine = approved_plan()
        assert acceptances.accepted_area(mine) == Decimal(0)
        assert [zone.accepted for zone in acceptances.progress(mine)] == [Decimal(0)] * 7

    def test_the_latest_report_of_a_zone_counts(self) -> None:
        mine = approved_plan()
        approved_acceptance(mine, zones=["A1", "B1"])
        assert acceptances.accepted_area(mine) == Decimal("254.40")
        again = complete_acceptance(acceptance_case(mine), zones=["B1", "C1"])
        rows = zones(again)
        rows[0]["accepted_area"] = "140.00"
        save(again, rows)
        assert acceptances.accepted_area(mine) == Decimal("254.40")
        sections.freeze(again, 1, by=again.opened_by)
        sections.approve(again, 1, by=again.opened_by)
        assert acceptances.accepted_area_by_zone(mine) == {
            "A1": Decimal("126.40"), "B1": Decimal("140.00"), "C1": Decimal("84.50"),
        }  # fmt: skip
        assert acceptances.accepted_area(mine) == Decimal("350.90")
        assert acceptances.approved(mine)[0].application == again.application

    def test_a_zone_that_the_plan_does_not_know_is_still_counted(self) -> None:
        case = approved_acceptance(zones=["A1"])
        assert acceptances.progress(case.mine) == [
            acceptances.ZoneProgress("A1", "外排土场顶部平台", None, Decimal("126.40"))
        ]

    def test_it_reads_with_few_queries(self, django_assert_num_queries: Any) -> None:
        mine = approved_plan()
        approved_acceptance(mine)
        with django_assert_num_queries(1):
            acceptances.accepted_area(mine)
        with django_assert_num_queries(5):
            acceptances.progress(mine)


class TestReading:
    """What pages show."""

    def test_the_cover_is_weighted_by_area(self) -> None:
        case = complete_acceptance(acceptance_case(), zones=["A1", "A2"])
        draft = acceptances.draft(case.application)
        assert draft is not None
        totals = acceptances.totals(acceptances.read(draft))
        assert (totals.zones, totals.planned, totals.accepted) == (2, Decimal("184.60"), Decimal("184.00"))
        assert totals.cover is not None
        assert round(totals.cover, 2) == Decimal("47.78")

    @pytest.mark.parametrize("filled", [False, True])
    def test_an_empty_and_a_full_report_are_shown(self, filled: bool) -> None:
        case = acceptance_case()
        if filled:
            complete_acceptance(case)
        draft = acceptances.draft(case.application)
        assert draft is not None
        page = pages.shown(acceptances.read(draft))
        facts = {fact.label: fact.value for fact in page.facts}
        assert facts["Area to accept"] == ("312.00" if filled else "0.00")
        assert facts["Scope"] == ("Stage acceptance" if filled else "—")
        assert len(page.texts) == (5 if filled else 0)
        assert [len(table.head) for table in page.tables] == ([7, 3] if filled else [7])
        assert [bar.text for bar in page.charts[0].rows[0].bars] == ["126.40", "126.40"] if filled else True
        assert not pages.shown(acceptances.read(draft), is_brief=True).texts

    def test_the_panel_is_for_those_who_may_see_it(self) -> None:
        mine = approved_plan()
        holder = member(Role.APPLICANT, mine.holder)
        assert pages.panel(mine, holder) is None
        approved_acceptance(mine)
        mine = Mine.objects.get(pk=mine.pk)
        for user in (holder, member(Role.REVIEWER, natural_resources()), village()):
            panel = pages.panel(mine, user)
            assert panel is not None
            shown = panel.context["shown"]
            assert shown.facts[0].value == "312.00"
            assert [row.label for row in shown.charts[0].rows] == ["A1", "A2", "B1", "B2", "C1", "D1", "E1"]
            assert len(shown.tables[0].rows) == 1
        assert pages.panel(mine, member(Role.APPLICANT, company())) is None


def village() -> Any:
    return member(Role.VILLAGE_REPRESENTATIVE, village_committee("150621"))


def test_villages_see_only_what_was_accepted() -> None:
    case = complete_acceptance(acceptance_case())
    sections.freeze(case, 1, by=case.opened_by)
    assert not AcceptanceReportPolicy().scope(village()).exists()
    sections.approve(case, 1, by=case.opened_by)
    assert AcceptanceReportPolicy().scope(village()).count() == 1
