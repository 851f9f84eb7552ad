"""The pages of holds: the list, one hold, placing and lifting by hand, the panel on the page of a mine."""

import csv
import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import formats, timezone, translation

from registry.mines.models import Hold
from registry.mines.selectors import holds as selectors
from tests.factories.holds import GROUND, REASON, HoldFactory, room
from tests.factories.memberships import member
from tests.factories.mines import FacilityFactory, MineFactory, held_mine
from tests.factories.organisations import emergency, finance
from tests.query_counts import assert_baseline

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def mine():
    return held_mine(name_zh="石泉煤矿", name_en="Shiquan Colliery")


@pytest.fixture
def head(mine):
    return member("department_head", emergency(mine.region_code))


@pytest.fixture
def signed_in(client: Client, head) -> Client:
    client.force_login(head)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"registry:{name}", args=args)


def typed(**more: object) -> dict[str, object]:
    return {"kind": "hazard", "blocks": ["approvals"], "ground": GROUND, "reason_zh": REASON, **more}


def test_a_hold_says_when_it_was_entered_in_local_time_and_in_words_what_it_stops(signed_in, head, mine) -> None:
    signed_in.post(url("hold_place", mine.pk), typed(blocks=["releases"], version=mine.version), follow=True)
    hold = Hold.objects.get()
    page = signed_in.get(url("hold_detail", hold.pk)).content.decode()
    assert formats.date_format(timezone.localtime(hold.placed_at), "DATETIME_FORMAT") in page
    assert "releases" not in re.sub(r"<[^>]*>", "", page)


@pytest.mark.parametrize("name", ["hold_list", "production_list"])
def test_nobody_is_asked_for_a_key(signed_in, name: str) -> None:
    page = signed_in.get(url(name)).content.decode()
    assert re.search(r'<input type="hidden" name="mine"', page)
    assert "Key of the mine" not in page


class TestList:
    def test_shows_the_territory_and_what_stands(self, signed_in, mine) -> None:
        HoldFactory(mine=mine)
        HoldFactory(mine=MineFactory(region_code="140212", name_en="Far Away Colliery"))
        page = signed_in.get(url("hold_list")).content.decode()
        assert "Shiquan Colliery" in page
        assert "Far Away" not in page
        assert "Open major hazard" in page

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", 4), ("state=open", 1), ("state=ended", 2), ("state=lifted", 1), ("kind=hazard", 4), ("kind=money", 0),
            ("blocks=payments", 4), ("blocks=scores", 0), ("q=shiquan", 4), ("q=no such mine", 0), ("mine=0", 0),
            ("kind=horoscope", 4), ("order=mine", 4), ("order=horoscope", 4), ("cursor=x", 4), ("q=%00", 4),
        ],
    )  # fmt: skip
    def test_filters(self, signed_in, mine, query, found) -> None:
        for trait in ({}, {"is_lapsed": True}, {"is_ended": True}, {"is_lifted": True}):
            HoldFactory(mine=mine, **trait)
        answer = signed_in.get(f"{url('hold_list')}?{query}")
        assert answer.status_code == 200
        if "horoscope" not in query:
            assert len(answer.context["page"].rows) == found

    @pytest.mark.parametrize("order", list(selectors.ORDERS))
    def test_pages_hold_every_hold_once_in_each_order(self, signed_in, mine, order) -> None:
        made = {HoldFactory(mine=mine).pk for _ in range(30)}
        address, seen = f"{url('hold_list')}?order={order}", []
        while True:
            page = signed_in.get(address).context["page"]
            seen += [row.pk for row in page.rows]
            if not page.next_cursor:
                break
            address = f"{url('hold_list')}?order={order}&cursor={page.next_cursor}"
        assert sorted(seen) == sorted(made)

    def test_query_count_does_not_grow(self, signed_in, mine) -> None:
        HoldFactory(mine=mine)
        signed_in.get(url("hold_list"))  # the session notes its first use
        with assert_baseline("registry:hold_list"):
            signed_in.get(url("hold_list"))
        for _ in range(30):
            HoldFactory(mine=held_mine(), facility=FacilityFactory())
        with assert_baseline("registry:hold_list"):
            signed_in.get(url("hold_list"))

    def test_htmx_gets_the_rows_alone(self, signed_in, mine) -> None:
        page = signed_in.get(url("hold_list"), headers={"HX-Request": "true"}).content.decode()
        assert page.lstrip().startswith('<div id="hold-list">')

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_export_holds_the_filtered_rows_without_asking_per_row(self, signed_in, mine, kind) -> None:
        for _ in range(3):
            HoldFactory(mine=mine)
        HoldFactory(mine=mine, is_lifted=True)
        signed_in.get(url("hold_list"))  # the session notes its first use
        with assert_baseline(f"registry:hold_export {kind}"):
            answer = signed_in.get(url("hold_export", kind), {"state": "open"})
            content = answer.getvalue()
        if kind == "csv":
            rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
            assert len(rows) == 4
            assert "Approvals, Payments" in rows[1]


class TestOne:
    def test_says_what_why_and_how_it_ended(self, signed_in, mine) -> None:
        hold = HoldFactory(mine=mine, is_lifted=True)
        page = signed_in.get(url("hold_detail", hold.pk)).content.decode()
        for words in ("An open major hazard.", GROUND, hold.authority.name, "How it ended", hold.lift_reason):
            assert words in page
        assert url("hold_lift", hold.pk) not in page

    def test_leads_to_the_record_of_its_room(self, signed_in, mine) -> None:
        hold = HoldFactory(mine=mine, source_kind=room().kind, source_key="7")
        assert 'href="/orders/7/"' in signed_in.get(url("hold_detail", hold.pk)).content.decode()

    def test_a_company_reads_it_and_does_not_lift_it(self, client, mine) -> None:
        hold = HoldFactory(mine=mine)
        client.force_login(member("applicant", mine.holder))
        assert client.get(url("hold_detail", hold.pk)).status_code == 200
        assert client.post(url("hold_lift", hold.pk), {}).status_code == 403
        client.force_login(member("applicant", held_mine().holder))
        assert client.get(url("hold_detail", hold.pk)).status_code == 404


class TestByHand:
    def test_placed_then_lifted(self, signed_in, mine, head) -> None:
        dump = FacilityFactory(mine=mine)
        assert "Place the hold" in signed_in.get(url("hold_place", mine.pk)).content.decode()
        answer = signed_in.post(url("hold_place", mine.pk), typed(facility=dump.pk, blocks=["scores", "payments"]))
        hold = Hold.objects.get()
        assert (answer.status_code, answer["Location"]) == (302, url("hold_detail", hold.pk))
        assert (hold.blocks, hold.facility, hold.placed_by) == (["payments", "scores"], dump, head)
        lift = {"ground": GROUND, "reason": REASON, "version": hold.version}
        assert signed_in.post(url("hold_lift", hold.pk), lift).status_code == 302
        hold.refresh_from_db()
        assert hold.state == "lifted"
        assert signed_in.post(url("hold_lift", hold.pk), lift | {"version": hold.version}).status_code == 409

    @pytest.mark.parametrize(
        "wrong", [{"kind": ""}, {"blocks": []}, {"ground": ""}, {"reason_zh": "短"}, {"until": "2001-01-01"}]
    )
    def test_mistakes_come_back_with_what_was_typed(self, signed_in, mine, wrong) -> None:
        answer = signed_in.post(url("hold_place", mine.pk), typed(reason_en="Kept words") | wrong)
        assert answer.status_code == 422
        assert "Kept words" in answer.content.decode()
        assert not Hold.objects.exists()

    def test_an_old_page_is_told_so(self, signed_in, mine) -> None:
        hold = HoldFactory(mine=mine)
        answer = signed_in.post(url("hold_lift", hold.pk), {"ground": GROUND, "reason": REASON, "version": 99})
        assert answer.status_code == 409
        hold.refresh_from_db()
        assert hold.state == "open"

    def test_only_kinds_of_the_department_are_offered(self, signed_in, mine) -> None:
        page = signed_in.get(url("hold_place", mine.pk)).content.decode()
        assert "Open major hazard" in page
        assert "Money or security missing" not in page


class TestPanel:
    def test_open_ones_first_ended_ones_folded(self, signed_in, mine) -> None:
        HoldFactory(mine=mine, reason_en="Still moving.")
        HoldFactory(mine=mine, is_ended=True, reason_en="Long over.")
        page = signed_in.get(mine.get_absolute_url()).content.decode()
        assert page.index("Still moving.") < page.index("Holds that have ended") < page.index("Long over.")
        assert url("hold_place", mine.pk) in page

    def test_without_the_right_there_is_no_button(self, client, mine) -> None:
        client.force_login(member("inspector", finance(mine.region_code)))
        page = client.get(mine.get_absolute_url()).content.decode()
        assert "Nothing is stopped on this mine." in page
        assert url("hold_place", mine.pk) not in page
