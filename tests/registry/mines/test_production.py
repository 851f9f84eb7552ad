"""Production: a month entered, corrected, summed; never over what stands."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.audit.models import AuditEvent
from registry.audit.selectors import audit
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, Stale
from registry.mines.models import Change, Mine, Production
from registry.mines.policies.origins import ProductionSource
from registry.mines.rules import months
from registry.mines.selectors import changes
from registry.mines.selectors import production as selectors
from registry.mines.services import production
from registry.mines.services.production import Entry
from registry.scope.models import Role
from registry.scope.rules.grants import System
from tests.factories.memberships import member
from tests.factories.mines import MineFactory, held_mine
from tests.factories.organisations import company, emergency, finance, natural_resources
from tests.factories.production import ProductionFactory

pytestmark = pytest.mark.django_db
SYSTEM, NOTE = System("tests"), "月度产量统计表（测试）"
MARCH, APRIL = dt.date(2026, 3, 1), dt.date(2026, 4, 1)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def mine():
    return held_mine()


def record(mine, output: object = 98000, month: dt.date = MARCH, product: str = "raw_coal", **more) -> Production:
    figure = None if output is None else Decimal(str(output))
    given = {"by": SYSTEM, "source": production.hand(), "note": NOTE, "output": figure}
    return production.record(mine.pk, month=month, product=product, **(given | more))


class TestRecording:
    def test_a_month_is_kept_with_its_source(self, mine) -> None:
        row = record(mine, sold=Decimal(95500), sales=Decimal(52_525_000))
        assert (row.version, row.is_current, row.source_kind, row.note) == (1, True, "registry.entry", NOTE)
        event = audit.trail(row).get()
        assert (event.verb, event.region_code) == ("production.recorded", mine.region_code)
        assert event.after["output"] == "98000"
        change = Change.objects.get()
        assert (change.kind, change.mine_id, change.month, change.row_key) == ("production", mine.pk, MARCH, row.pk)

    def test_a_correction_is_a_new_version_and_the_old_one_stays(self, mine) -> None:
        old = record(mine)
        new = record(mine, 97000, version=1)
        old.refresh_from_db()
        assert (old.is_current, old.output, new.version, new.output) == (False, Decimal(98000), 2, Decimal(97000))
        assert list(selectors.versions(new)) == [new, old]
        assert selectors.current(mine.pk, MARCH, "raw_coal") == new
        event = audit.trail(new).get()
        assert (event.verb, event.before["output"], event.after["output"]) == (
            "production.corrected", "98000.00", "97000",
        )  # fmt: skip
        assert len(changes.since(0)) == 2

    def test_the_same_again_changes_nothing(self, mine) -> None:
        first = record(mine)
        assert record(mine, "98000.00") == first
        assert Production.objects.count() == Change.objects.count() == AuditEvent.objects.count() == 1

    @pytest.mark.parametrize(("entered", "carried"), [(False, 1), (True, 0), (True, 2)])
    def test_another_version_than_was_seen_is_stale(self, mine, entered, carried) -> None:
        if entered:
            record(mine)
        with pytest.raises(Stale) as caught:
            record(mine, 90000, version=carried)
        assert caught.value.now == {"version": 1 if entered else 0}
        assert Production.objects.count() == entered

    @pytest.mark.parametrize(
        ("wrong", "fields"),
        [
            ({"month": None}, {"month"}),
            ({"month": dt.date(2999, 1, 1)}, {"month"}),
            ({"product": "gold_dust"}, {"product"}),
            ({"output": Decimal(-1)}, {"output"}),
            ({"output": Decimal("1.234")}, {"output"}),
            ({"output": Decimal("NaN")}, {"output"}),
            ({"output": Decimal("1e400")}, {"output"}),
            ({"output": None}, {"output"}),
            ({"output": Decimal(3)}, {"output"}),
            ({"people": 12}, {"people"}),
            ({"note": ""}, {"note"}),
            ({"note": "短"}, {"note"}),
            ({"month": None, "product": "", "output": None, "note": ""}, {"month", "product", "output", "note"}),
        ],
    )
    def test_every_fault_is_told_at_once_and_nothing_is_kept(self, mine, wrong, fields) -> None:
        with pytest.raises(Incomplete) as caught:
            record(mine, **wrong)
        assert set(caught.value.fields) == fields
        assert not Production.objects.exists()

    def test_unusual_figures_are_asked_back_and_taken_when_confirmed(self, mine) -> None:
        with pytest.raises(Incomplete) as caught:
            record(mine, 9.8)
        assert "confirm" in str(caught.value)
        assert record(mine, 9.8, is_confirmed=True).is_confirmed

    def test_who_enters_a_month(self, mine) -> None:
        for body in (natural_resources(mine.region_code), emergency(mine.region_code)):
            record(mine, 98000 + body.pk, by=member(Role.REVIEWER, body))
        for user in (member(Role.APPLICANT, mine.holder), member(Role.REVIEWER, finance(mine.region_code))):
            with pytest.raises(NotAllowed):
                record(mine, 1, by=user)
        with pytest.raises(OutOfScope):
            record(mine, by=member(Role.REVIEWER, natural_resources("140212")))

    def test_a_source_that_nobody_registered_is_none(self, mine) -> None:
        with pytest.raises(LookupError):
            record(mine, source=ProductionSource("nobody.knows", "?"))

    def test_only_known_figures(self, mine) -> None:
        with pytest.raises(TypeError):
            record(mine, gold=Decimal(1))

    def test_versions_are_never_changed(self, mine) -> None:
        old = record(mine)
        for change in ({"output": 1}, {"note": "另一个依据，写满十个字。"}):
            with pytest.raises(InternalError), transaction.atomic():
                Production.objects.filter(pk=old.pk).update(**change)
        record(mine, 97000)
        with pytest.raises(InternalError), transaction.atomic():
            Production.objects.filter(pk=old.pk).update(is_current=True)
        with pytest.raises(InternalError), transaction.atomic():
            old.delete()

    @pytest.mark.parametrize(
        "broken",
        [
            {"month": dt.date(2026, 3, 2)},
            {"output": Decimal(-1)},
            {"output": None, "sold": None, "sales": None},
            {"people": 3},
            {"product": "mine"},
        ],
    )
    def test_the_database_says_so_too(self, broken) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            ProductionFactory(**broken)

    def test_one_current_version(self, mine) -> None:
        ProductionFactory(mine=mine)
        with pytest.raises(IntegrityError), transaction.atomic():
            ProductionFactory(mine=mine, version=2)
        with pytest.raises(IntegrityError), transaction.atomic():
            ProductionFactory(mine=mine, is_current=False)

    def test_what_fails_later_takes_the_month_with_it(self, mine) -> None:
        with transaction.atomic():
            record(mine)
            transaction.set_rollback(True)
        assert not Production.objects.exists()
        assert not Change.objects.exists()


class TestReading:
    def test_sums_of_a_period_say_how_many_months_are_known(self, mine) -> None:
        record(mine, 100_000, sold=Decimal(90_000))
        record(mine, 110_000, month=APRIL)
        record(mine, None, month=APRIL, product="mine", people=400, water=Decimal(10))
        ProductionFactory(mine=held_mine(company()))
        coal, whole = sorted(selectors.totals(mine, MARCH, APRIL), key=lambda one: one.product, reverse=True)
        assert (coal.figures["output"], coal.known["output"]) == (Decimal(210_000), 2)
        assert (coal.figures["sold"], coal.known["sold"], coal.months) == (Decimal(90_000), 1, 2)
        assert (whole.figures["people"], whole.figures["output"]) == (400, None)
        assert selectors.missing(mine, "raw_coal", dt.date(2026, 2, 1), dt.date(2026, 5, 1)) == [
            dt.date(2026, 2, 1), dt.date(2026, 5, 1),
        ]  # fmt: skip

    def test_sums_of_many_mines(self, mine) -> None:
        other = held_mine(company())
        record(mine, 100_000)
        record(other, 50_000)
        total = selectors.totals(Mine.objects.all(), MARCH, MARCH)[0]
        assert (total.figures["output"], total.months) == (Decimal(150_000), 1)

    def test_a_company_reads_its_own_and_an_office_its_territory(self, mine) -> None:
        ours, theirs = ProductionFactory(mine=mine), ProductionFactory(mine=held_mine(company()))
        ProductionFactory(mine=MineFactory(region_code="140212"))
        old = ProductionFactory(mine=mine, month=APRIL, is_current=False)
        assert set(selectors.visible(member(Role.APPLICANT, mine.holder))) == {ours}
        assert set(selectors.visible(member(Role.REVIEWER, finance("150621")))) == {ours, theirs}
        assert old not in selectors.visible(member(Role.REVIEWER, finance("150621")))

    def test_recent_months_are_those_of_two_years(self, mine) -> None:
        month = months.of(timezone.localdate())
        inside = ProductionFactory(mine=mine, month=months.back(month, 23))
        ProductionFactory(mine=mine, month=months.back(month, 24))
        assert selectors.recent(mine) == [inside]

    def test_the_feed_is_pulled_from_a_number_on(self, mine) -> None:
        record(mine)
        seen = changes.latest()
        record(mine, 97000)
        record(mine, 5000, product="clean_coal")
        fresh = changes.since(seen)
        assert [row.number for row in fresh] == sorted(row.number for row in fresh)
        assert len(fresh) == 2
        assert changes.since(changes.latest()) == []
        assert changes.since(0, kind="hold") == []


#: Acts on a few months of two products: what is entered stands until something else is entered.
ACTS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["raw_coal", "clean_coal"]),
        st.decimals(Decimal(50_000), Decimal(250_000), places=2),
        st.one_of(st.none(), st.decimals(Decimal(0), Decimal(200_000), places=2)),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, in_one=st.booleans())
def test_versions_and_sums_after_any_history(acts, in_one) -> None:
    """Against a dictionary: one current version, no version lost, and sums of what stands."""
    with transaction.atomic():
        mine = held_mine()
        stands: dict[tuple[dt.date, str], tuple[Decimal, Decimal | None]] = {}
        written = 0
        for place, product, output, sold in acts:
            month = months.back(MARCH, place)
            written += stands.get((month, product)) != (output, sold)
            stands[month, product] = (output, sold)
            if in_one:
                entry = Entry(month, product, {"output": output, "sold": sold}, NOTE)
                production.write([(mine, entry)], by=SYSTEM, source=production.file(), key="1")
            else:
                record(mine, output, month=month, product=product, sold=sold, is_confirmed=True)
        rows = Production.objects.filter(mine=mine)
        assert rows.count() == written == Change.objects.filter(mine=mine).count()
        assert {(row.month, row.product): (row.output, row.sold) for row in rows.filter(is_current=True)} == stands
        for month, product in stands:
            versions = list(selectors.versions(rows.get(month=month, product=product, is_current=True)))
            assert [row.version for row in versions] == list(range(len(versions), 0, -1))
        for total in selectors.totals(mine, months.back(MARCH, 9), MARCH):
            mine_of = [pair for (_month, product), pair in stands.items() if product == total.product]
            assert total.figures["output"] == sum(output for output, _sold in mine_of)
            known = [sold for _output, sold in mine_of if sold is not None]
            assert total.figures["sold"] == (sum(known) if known else None)
            assert (total.known["sold"], total.months) == (len(known), len(mine_of))
        transaction.set_rollback(True)
