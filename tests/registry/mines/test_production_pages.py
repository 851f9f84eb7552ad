"""The pages of production: the list, a month with its versions, entering by hand, the panel on the page of a mine."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from registry.mines.models import Production
from registry.mines.rules import months
from registry.mines.selectors import production as selectors
from tests.factories.memberships import member
from tests.factories.mines import MineFactory, held_mine
from tests.factories.organisations import natural_resources
from tests.factories.production import ProductionFactory
from tests.query_counts import assert_baseline

pytestmark = pytest.mark.django_db
MARCH, NOTE = dt.date(2026, 3, 1), "月度产量统计表（测试）"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def mine():
    return held_mine(name_zh="石泉煤矿", name_en="Shiquan Colliery")


@pytest.fixture
def signed_in(client: Client, mine) -> Client:
    client.force_login(member("reviewer", natural_resources(mine.region_code)))
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"registry:{name}", args=args)


class TestList:
    def test_shows_what_stands_in_the_territory(self, signed_in, mine) -> None:
        ProductionFactory(mine=mine, is_current=False, output=Decimal(11111))
        ProductionFactory(mine=mine, version=2, output=Decimal(22222))
        ProductionFactory(mine=MineFactory(region_code="140212", name_en="Far Away Colliery"))
        page = signed_in.get(url("production_list")).content.decode()
        assert "22,222" in page
        assert "11,111" not in page
        assert "Far Away" not in page

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", 3), ("product=raw_coal", 2), ("product=mine", 1), ("first=2026-03", 2), ("last=2026-02", 1),
            ("first=2026-02&last=2026-02", 1), ("first=nonsense", 3), ("q=shiquan", 3), ("q=nobody", 0), ("mine=0", 0),
            ("order=mine", 3), ("order=-month", 3), ("order=horoscope", 3),
        ],
    )  # fmt: skip
    def test_filters(self, signed_in, mine, query, found) -> None:
        ProductionFactory(mine=mine, month=dt.date(2026, 2, 1))
        ProductionFactory(mine=mine)
        ProductionFactory(mine=mine, is_of_mine=True)
        answer = signed_in.get(f"{url('production_list')}?{query}")
        assert answer.status_code == 200
        if "nonsense" not in query:
            assert len(answer.context["page"].rows) == found

    @pytest.mark.parametrize("order", list(selectors.ORDERS))
    def test_pages_hold_every_month_once_in_each_order(self, signed_in, mine, order) -> None:
        made = {ProductionFactory(mine=mine, month=months.back(MARCH, count)).pk for count in range(30)}
        address, seen = f"{url('production_list')}?order={order}", []
        while True:
            page = signed_in.get(address).context["page"]
            seen += [row.pk for row in page.rows]
            if not page.next_cursor:
                break
            address = f"{url('production_list')}?order={order}&cursor={page.next_cursor}"
        assert sorted(seen) == sorted(made)

    def test_query_count_does_not_grow(self, signed_in, mine) -> None:
        ProductionFactory(mine=mine)
        signed_in.get(url("production_list"))  # the session notes its first use
        with assert_baseline("registry:production_list"):
            signed_in.get(url("production_list"))
        for _ in range(30):
            ProductionFactory(mine=held_mine())
        with assert_baseline("registry:production_list"):
            signed_in.get(url("production_list"))

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_export(self, signed_in, mine, kind) -> None:
        for count in range(3):
            ProductionFactory(mine=mine, month=months.back(MARCH, count))
        signed_in.get(url("production_list"))  # the session notes its first use
        with assert_baseline(f"registry:production_export {kind}"):
            content = signed_in.get(url("production_export", kind)).getvalue()
        if kind == "csv":
            rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
            assert len(rows) == 4
            assert {"98000.00", "2026-03"} <= set(rows[1])


class TestEntering:
    def send(self, client, mine, **more: object):
        given = {"month": "2026-03", "product": "raw_coal", "output": "98000", "note": NOTE, "version": "0"}
        return client.post(url("production_record", mine.pk), given | more)

    def test_a_month_and_its_correction(self, signed_in, mine) -> None:
        answer = self.send(signed_in, mine)
        first = Production.objects.get()
        assert answer["Location"] == url("production_detail", first.pk)
        asked = f"{url('production_record', mine.pk)}?month=2026-03&product=raw_coal"
        page = signed_in.get(asked).content.decode()
        assert 'name="version" value="1"' in page
        assert "A correction." in page
        assert self.send(signed_in, mine, output="97000", version="1").status_code == 302
        detail = signed_in.get(url("production_detail", first.pk)).content.decode()
        assert "97,000" in detail
        assert "98,000" in detail

    def test_a_month_that_was_entered_meanwhile_is_not_overwritten(self, signed_in, mine) -> None:
        ProductionFactory(mine=mine)
        answer = self.send(signed_in, mine, output="97000")
        assert answer.status_code == 409
        page = answer.content.decode()
        assert 'name="version" value="1"' in page
        assert "97000" in page
        assert Production.objects.count() == 1
        assert self.send(signed_in, mine, output="97000", version="1").status_code == 302

    @pytest.mark.parametrize(
        "wrong",
        [{"month": "2026-13"}, {"product": ""}, {"output": "98万"}, {"output": "9.8"}, {"note": ""}, {"people": "3"}],
    )
    def test_mistakes_come_back_with_what_was_typed(self, signed_in, mine, wrong) -> None:
        answer = self.send(signed_in, mine, sold="4321.5", **wrong)
        assert answer.status_code == 422
        assert "4321.5" in answer.content.decode()
        assert not Production.objects.exists()

    def test_unusual_figures_are_taken_when_confirmed(self, signed_in, mine) -> None:
        assert self.send(signed_in, mine, output="9.8", is_confirmed="on").status_code == 302


class TestPanel:
    def test_a_chart_of_two_years_with_its_table(self, signed_in, mine) -> None:
        this = months.of(timezone.localdate())
        for count in (1, 2, 5):
            ProductionFactory(mine=mine, month=months.back(this, count))
        ProductionFactory(mine=mine, month=months.back(this, 1), is_of_mine=True)
        page = signed_in.get(mine.get_absolute_url()).content.decode()
        assert page.count("<rect class=") >= 7
        assert "3 of the last 24 months are known" in page
        assert f"{months.back(this, 23):%Y-%m}" in page
        assert url("production_record", mine.pk) in page

    def test_nothing_entered(self, client, mine) -> None:
        client.force_login(member("applicant", mine.holder))
        page = client.get(mine.get_absolute_url()).content.decode()
        assert "No month was entered." in page
        assert url("production_record", mine.pk) not in page
