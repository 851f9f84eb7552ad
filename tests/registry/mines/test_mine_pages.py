"""The pages of mines: who sees which, what they hold, what a person's mistakes come to."""

import csv
import gzip
import io
import json

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from registry.audit.models import AuditEvent
from registry.base.rules.contributions import contributions
from registry.mines.models import Mine
from registry.mines.selectors import panels
from tests.factories.memberships import member
from tests.factories.mines import (
    BOUNDARY,
    FacilityFactory,
    LicenceFactory,
    MineFactory,
    RightFactory,
    held_mine,
)
from tests.factories.organisations import company, ecology, natural_resources
from tests.factories.regions import region
from tests.query_counts import assert_baseline
from tests.registry.mines.test_map_points import unpack

pytestmark = pytest.mark.django_db
TABS = (
    "mine_detail",
    "mine_boundary",
    "mine_rights",
    "mine_facilities",
    "mine_documents",
    "mine_timeline",
    "mine_audit",
)


@pytest.fixture(autouse=True)
def _chinese():
    """A request may leave another language behind; addresses and names here are Chinese."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def officer():
    return member("reviewer", natural_resources("150600"))


@pytest.fixture
def signed_in(client: Client, officer) -> Client:
    client.force_login(officer)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"registry:{name}", args=args)


class TestList:
    def test_shows_the_territory_only(self, signed_in):
        inside, outside = MineFactory(region_code="150602"), MineFactory(region_code="140212")
        page = signed_in.get(url("mine_list")).content.decode()
        assert inside.name_zh in page
        assert outside.name_zh not in page

    @pytest.mark.parametrize("name", ["mine_list", "mine_map", "mine_import", "search"])
    def test_asks_to_sign_in(self, client, name):
        assert client.get(url(name)).status_code == 302

    @pytest.mark.parametrize("role", ["administrator", "security_officer"])
    def test_keepers_of_the_system_see_no_mine(self, client, role):
        mine = MineFactory()
        client.force_login(member(role, natural_resources("150600")))
        assert mine.name_zh not in client.get(url("mine_list")).content.decode()
        assert client.get(url("mine_detail", mine.pk)).status_code == 404

    def test_a_company_sees_what_it_holds_today(self, client):
        holder = company()
        held, other = held_mine(holder), MineFactory()
        client.force_login(member("applicant", holder))
        assert client.get(url("mine_detail", held.pk)).status_code == 200
        assert client.get(url("mine_detail", other.pk)).status_code == 404

    def test_query_count_does_not_grow(self, signed_in):
        signed_in.get(url("mine_list"))
        MineFactory.create_batch(2)
        with assert_baseline("mine_list"):
            signed_in.get(url("mine_list"))
        MineFactory.create_batch(20)
        held_mine()
        with assert_baseline("mine_list"):
            signed_in.get(url("mine_list"))

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("stage=closed", {"closed"}),
            ("method=open_pit", {"pit"}),
            ("gas_rating=high", {"high"}),
            ("risk_level=red", {"risky"}),
            ("kind=simulated", {"risky"}),
            ("province=150000&city=150300", {"wuhai"}),
            ("q=Special", {"closed"}),
            ("q=X9", {"pit"}),
            ("risk_level=none&stage=closed", {"closed"}),
        ],
    )
    def test_filters(self, client, query, expected):
        client.force_login(member("reviewer", natural_resources("150000")))
        made = {
            "closed": MineFactory(is_closed=True, name_en="Special Colliery"),
            "pit": MineFactory(is_open_pit=True, identifier="X9"),
            "high": MineFactory(gas_rating="high"),
            "risky": MineFactory(is_at_risk=True),
            "wuhai": MineFactory(region_code="150302"),
        }
        page = client.get(f"{url('mine_list')}?{query}").content.decode()
        assert {name for name, mine in made.items() if mine.name_zh in page} == expected

    @pytest.mark.parametrize(
        "query",
        ["order=nonsense", "cursor=%00%ff", "province=999999", "stage=%00", "q=%00", "cursor=WzBd", "q=" + "x" * 500],
    )
    def test_bad_addresses_are_no_fault(self, signed_in, query):
        MineFactory()
        assert signed_in.get(f"{url('mine_list')}?{query}").status_code == 200

    @pytest.mark.parametrize("order", ["name", "-name", "identifier", "region", "-stage", "capacity", "-capacity"])
    def test_pages_hold_every_mine_once_in_each_order(self, signed_in, order):
        made = {MineFactory(capacity=number % 5 or None).pk for number in range(60)}
        address, seen = f"{url('mine_list')}?order={order}", []
        for _ in range(4):
            answer = signed_in.get(address)
            seen += [mine.pk for mine in answer.context["page"].rows]
            if not answer.context["page"].next_cursor:
                break
            address = f"{url('mine_list')}?order={order}&cursor={answer.context['page'].next_cursor}"
        assert len(seen) == 60
        assert set(seen) == made

    def test_htmx_gets_the_rows_alone(self, signed_in):
        page = signed_in.get(url("mine_list"), headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in page
        assert 'id="mine-list"' in page

    def test_the_picker_offers_the_next_list(self, signed_in):
        region("150602")
        page = signed_in.get(
            url("region_options"), {"province": "150000"}, headers={"HX-Request": "true", "HX-Trigger-Name": "province"}
        ).content.decode()
        assert "150600" in page
        assert "150602" not in page


class TestExport:
    def test_csv_holds_the_filtered_rows_with_a_mark_for_spreadsheets(self, signed_in):
        MineFactory(stage="closed", name_zh="=闭坑矿"), MineFactory()
        answer = signed_in.get(url("mine_export", "csv") + "?stage=closed")
        text = b"".join(answer.streaming_content).decode("utf-8")
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        assert text.startswith("\ufeff")
        assert len(rows) == 2
        assert rows[1][1] == "'=闭坑矿"

    def test_xlsx_opens(self, signed_in):
        MineFactory()
        content = b"".join(signed_in.get(url("mine_export", "xlsx")).streaming_content)
        assert load_workbook(io.BytesIO(content)).active.max_row == 2

    def test_export_does_not_ask_per_row(self, signed_in):
        b"".join(signed_in.get(url("mine_export", "csv")).streaming_content)
        for number in (2, 30):
            MineFactory.create_batch(number)
            with assert_baseline("mine_export"):
                b"".join(signed_in.get(url("mine_export", "csv")).streaming_content)


class TestMap:
    def test_points_are_those_of_the_list(self, signed_in):
        mine = MineFactory(is_at_risk=True)
        MineFactory(region_code="140212")
        (row,) = unpack(signed_in.get(url("mine_points")).content)
        assert (row["id"], row["stage"], row["risk"], row["simulated"]) == (mine.pk, mine.stage, "red", True)
        assert unpack(signed_in.get(url("mine_points") + "?stage=closed").content) == []

    @pytest.mark.parametrize(
        ("accepted", "packing", "opened"),
        [
            ("gzip, deflate, br", "br", brotli.decompress),
            ("gzip;q=0.8", "gzip", gzip.decompress),
            ("br;q=0, gzip", "gzip", gzip.decompress),
            ("identity", None, bytes),
        ],
    )
    def test_points_come_packed_as_the_browser_takes_them(self, signed_in, accepted, packing, opened):
        mine = MineFactory()
        for _asked in ("made", "kept"):
            answer = signed_in.get(url("mine_points"), headers={"Accept-Encoding": accepted})
            assert answer.get("Content-Encoding") == packing
            assert [row["id"] for row in unpack(opened(answer.content))] == [mine.pk]

    def test_kept_points_are_counted_again_only_after_a_change(self, signed_in):
        MineFactory()
        signed_in.get(url("mine_points"))
        with CaptureQueriesContext(connection) as kept:
            signed_in.get(url("mine_points"))
        assert not [query for query in kept.captured_queries if 'FROM "registry_mine" ' in query["sql"]]
        other = MineFactory()
        assert other.pk in [row["id"] for row in unpack(signed_in.get(url("mine_points")).content)]

    def test_names_are_told_of_mines_in_scope_only(self, signed_in):
        mine, other = MineFactory(), MineFactory(region_code="140212")
        asked = {"ids": f"{mine.pk},{other.pk},x,,-1,{10**19}"}
        assert signed_in.get(url("mine_names"), asked).json() == {"names": {str(mine.pk): mine.name_zh}}
        assert signed_in.get(url("mine_names")).json() == {"names": {}}

    def test_a_known_state_is_not_sent_again(self, signed_in):
        mine = MineFactory()
        first = signed_in.get(url("mine_points"))
        assert signed_in.get(url("mine_points"), headers={"If-None-Match": first["ETag"]}).status_code == 304
        mine.name_zh = "改名煤矿"
        mine.save()
        assert signed_in.get(url("mine_points"), headers={"If-None-Match": first["ETag"]}).status_code == 200

    def test_two_people_do_not_share_a_payload(self, client):
        MineFactory(region_code="150602"), MineFactory(region_code="140212")
        client.force_login(member("reviewer", natural_resources("150600")))
        first = client.get(url("mine_points"))
        client.force_login(member("reviewer", natural_resources("140000")))
        second = client.get(url("mine_points"), headers={"If-None-Match": first["ETag"]})
        assert second.status_code == 200
        assert unpack(first.content) != unpack(second.content)

    def test_polygons_are_geojson(self, signed_in):
        MineFactory(has_boundary=True), MineFactory()
        features = signed_in.get(url("mine_polygons")).json()["features"]
        assert [feature["geometry"] for feature in features] == [BOUNDARY]

    def test_page_leads_to_the_same_list(self, signed_in):
        page = signed_in.get(url("mine_map") + "?stage=closed").content.decode()
        assert f"{url('mine_list')}?stage=closed" in page


class TestMinePage:
    @pytest.mark.parametrize("tab", TABS)
    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_every_tab_opens(self, signed_in, tab, language):
        licence = LicenceFactory(right=RightFactory(mine=held_mine(has_boundary=True, is_suspended=True)))
        mine = licence.right.mine
        FacilityFactory(mine=mine), FacilityFactory(mine=mine, is_ended=True)
        answer = signed_in.get(url(tab, mine.pk).replace("/zh-hans/", f"/{language}/"))
        assert answer.status_code == 200
        assert "<c-" not in answer.content.decode()

    @pytest.mark.parametrize("tab", TABS)
    def test_out_of_scope_is_not_found(self, signed_in, tab):
        assert signed_in.get(url(tab, MineFactory(region_code="140212").pk)).status_code == 404

    @pytest.mark.parametrize("tab", TABS)
    def test_an_empty_mine_opens(self, signed_in, tab):
        assert signed_in.get(url(tab, MineFactory(capacity=None, area=None).pk)).status_code == 200

    def test_demonstration_is_marked_and_the_tracker_named(self, signed_in):
        source = "Global Energy Monitor, Global Coal Mine Tracker (CC BY 4.0)"
        real, made_up = MineFactory(source=source), MineFactory(is_demonstration=True)
        assert "Global Energy Monitor" in signed_in.get(url("mine_detail", real.pk)).content.decode()
        page = signed_in.get(url("mine_detail", made_up.pk)).content.decode()
        assert "Global Energy Monitor" not in page
        assert "mg-demo" in page

    def test_the_way_back_keeps_the_filters(self, signed_in):
        mine = MineFactory()
        signed_in.get(url("mine_list") + "?stage=producing")
        assert f"{url('mine_list')}?stage=producing" in signed_in.get(url("mine_detail", mine.pk)).content.decode()

    def test_a_room_above_adds_its_panel(self, signed_in, monkeypatch):
        mine = MineFactory()
        shown = panels.Panel("Added above", "components/note.html", {"text": "From a room above", "tone": "info"})
        monkeypatch.setitem(contributions._slots, "panels", {"test": lambda mine, user: shown})
        page = signed_in.get(url("mine_detail", mine.pk)).content.decode()
        assert "Added above" in page
        assert "From a room above" in page

    def test_query_counts_of_the_page(self, signed_in):
        mine = held_mine(has_boundary=True)
        signed_in.get(url("mine_detail", mine.pk))
        with assert_baseline("mine_detail"):
            signed_in.get(url("mine_detail", mine.pk))


def form_of(mine: Mine, **changes: object) -> dict[str, object]:
    """What the edit form posts for a mine."""
    kept = {
        "name_zh": mine.name_zh, "name_en": mine.name_en, "holder_name": mine.holder_name, "method": mine.method,
        "mineral": mine.mineral, "capacity": "1.2", "depth": "260", "area": "16.9481", "opened_in": "2010",
        "gas_rating": mine.gas_rating, "water_class": "unknown", "fire_class": "unknown", "is_rock_burst": "",
        "longitude": str(mine.longitude), "latitude": str(mine.latitude), "location_note": "", "source": mine.source,
        "source_url": "", "province": "150000", "city": "150600", "district": "150621", "version": str(mine.version),
    }  # fmt: skip
    return kept | changes


class TestEdit:
    def test_saves_and_says_so(self, signed_in):
        mine = MineFactory()
        answer = signed_in.post(url("mine_edit", mine.pk), form_of(mine, name_zh="新名煤矿"))
        assert answer.status_code == 302
        mine.refresh_from_db()
        assert (mine.name_zh, mine.version) == ("新名煤矿", 2)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("capacity", "-1"),
            ("capacity", "NaN"),
            ("capacity", "1e999"),
            ("capacity", "三百"),
            ("longitude", "40.01"),
            ("longitude", "116.4"),
            ("latitude", "inf"),
            ("opened_in", "1066"),
            ("name_zh", ""),
            ("name_zh", "长" * 201),
            ("name_zh", "a\x00b"),
            ("district", "999999"),
            ("province", ""),
            ("depth", "-3"),
            ("source_url", "javascript:alert(1)"),
        ],
    )
    def test_mistakes_come_back_with_what_was_typed(self, signed_in, field, value):
        mine = MineFactory()
        answer = signed_in.post(url("mine_edit", mine.pk), form_of(mine, name_en="Typed by hand", **{field: value}))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "err-sum" in page
        assert "Typed by hand" in page
        mine.refresh_from_db()
        assert mine.version == 1

    def test_somebody_else_was_first(self, signed_in):
        mine = MineFactory()
        signed_in.post(url("mine_edit", mine.pk), form_of(mine, name_zh="先到煤矿"))
        answer = signed_in.post(url("mine_edit", mine.pk), form_of(mine, name_zh="后到煤矿"))
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "先到煤矿" in page
        assert "后到煤矿" in page

    @pytest.mark.parametrize("name", ["mine_edit", "mine_boundary_edit", "mine_transfer", "right_create"])
    def test_another_department_is_told_why_not(self, client, name):
        mine = MineFactory()
        client.force_login(member("reviewer", ecology("150600")))
        answer = client.get(url(name, mine.pk))
        assert answer.status_code == 403
        assert AuditEvent.objects.count() == 0

    def test_registers_a_mine(self, signed_in):
        region("150621")
        blank = MineFactory.build(region=None)
        posted = form_of(blank, identifier="N001", stage="new", longitude="110.01", latitude="40.01", version="")
        assert signed_in.post(url("mine_create"), posted).status_code == 302
        assert Mine.objects.get(identifier="N001").region.code == "150621"

    def test_an_identifier_is_given_once(self, signed_in):
        mine = MineFactory()
        posted = form_of(mine, identifier=mine.identifier, stage="new", version="")
        assert signed_in.post(url("mine_create"), posted).status_code == 422

    def test_a_mine_of_another_territory_cannot_be_entered(self, signed_in):
        mine = MineFactory()
        region("150302")
        posted = form_of(
            mine, identifier="N9", stage="new", version="", city="150300", district="150302", longitude="106.85"
        )
        assert signed_in.post(url("mine_create"), posted).status_code == 403

    def test_stage_moves_with_a_reason(self, signed_in):
        mine = MineFactory()
        assert signed_in.post(url("mine_stage", mine.pk, "suspend"), {"reason": ""}).status_code == 422
        assert signed_in.post(url("mine_stage", mine.pk, "suspend"), {"reason": "检修"}).status_code == 302
        assert signed_in.get(url("mine_stage", mine.pk, "suspend")).status_code == 409
        assert signed_in.get(url("mine_stage", mine.pk, "explode")).status_code == 404

    def test_boundary_by_corner_points_and_by_geojson(self, signed_in):
        mine = MineFactory()
        signed_in.post(
            url("mine_boundary_edit", mine.pk), {"geojson": json.dumps(BOUNDARY), "source": "Survey", "version": 1}
        )
        page = signed_in.get(url("mine_boundary", mine.pk))
        corners = "\n".join(f"{row['number']} {row['x']} {row['y']}" for row in page.context["corners"][0]["rows"])
        area = Mine.objects.get(pk=mine.pk).boundary_area
        answer = signed_in.post(
            url("mine_boundary_edit", mine.pk), {"corners": corners, "source": "Licence", "version": 2}
        )
        assert answer.status_code == 302
        assert abs(Mine.objects.get(pk=mine.pk).boundary_area - area) < 0.001

    @pytest.mark.parametrize(
        "posted",
        [
            {"geojson": "{", "source": "S"},
            {"geojson": "[1]", "source": "S"},
            {"corners": "abc", "source": "S"},
            {"corners": "1 2 3\n2 3 4\n3 4 5", "source": "S"},
            {"source": "S"},
            {"geojson": json.dumps(BOUNDARY)},
            {"geojson": json.dumps(BOUNDARY), "corners": "1 2", "source": "S"},
            {"geojson": json.dumps(BOUNDARY).replace("110", "111"), "source": "S"},
            {"corners": "4430000 500000\n4431000 500000\n4431000 501000", "source": "S"},
        ],
    )
    def test_a_broken_boundary_is_explained(self, signed_in, posted):
        mine = MineFactory()
        answer = signed_in.post(url("mine_boundary_edit", mine.pk), {**posted, "version": 1})
        assert answer.status_code == 422
        assert Mine.objects.get(pk=mine.pk).boundary is None


class TestParts:
    def test_right_and_licence_live(self, signed_in):
        mine = held_mine()
        office = natural_resources("150000")
        right = {"number": "C1", "holder": mine.holder_id, "authority": office.pk, "mineral": "coal", "area": "2",
                 "registered_on": "2020-01-01", "expires_on": "2040-01-01"}  # fmt: skip
        assert signed_in.post(url("right_create", mine.pk), right).status_code == 302
        pk = mine.rights.get().pk
        licence = {"number": "L1", "issued_on": "2020-02-01", "valid_to": "2041-01-01", "capacity": "1"}
        assert signed_in.post(url("licence_create", pk), licence).status_code == 422
        assert signed_in.post(url("licence_create", pk), {**licence, "valid_to": "2030-01-01"}).status_code == 302
        again = {**licence, "number": "L2", "valid_to": "2030-01-01"}
        assert signed_in.post(url("licence_create", pk), again).status_code == 422
        assert signed_in.post(url("right_end", pk), {"status": "cancelled", "reason": "x"}).status_code == 422
        lpk = mine.rights.get().licences.get().pk
        assert signed_in.post(url("licence_status", lpk), {"status": "revoke", "reason": "x"}).status_code == 302
        assert signed_in.post(url("right_end", pk), {"status": "cancelled", "reason": "x"}).status_code == 302
        assert signed_in.post(url("right_end", pk), {"status": "cancelled", "reason": "x"}).status_code == 409

    def test_facilities_by_the_holder(self, client):
        holder = company()
        mine = held_mine(holder)
        client.force_login(member("company_manager", holder))
        posted = {"kind": "dump", "code": "D1", "name_zh": "排土场", "angle": "95"}
        assert client.post(url("mine_act", mine.pk, "add-facility"), posted).status_code == 422
        assert client.post(url("mine_act", mine.pk, "add-facility"), {**posted, "angle": "30"}).status_code == 302
        row = mine.facilities.get()
        assert client.post(url("facility_act", row.pk, "end")).status_code == 302
        assert client.post(url("facility_act", row.pk, "end")).status_code == 409
        assert client.get(url("facility_act", row.pk, "revise")).status_code == 200

    def test_parts_of_foreign_mines_are_not_found(self, client):
        right = RightFactory()
        facility = FacilityFactory(mine=right.mine)
        client.force_login(member("reviewer", natural_resources("140000")))
        for name, pk in (("right_edit", right.pk), ("licence_create", right.pk)):
            assert client.get(url(name, pk)).status_code == 404
        assert client.get(url("facility_act", facility.pk, "revise")).status_code == 404


class TestLookUp:
    def test_search_keeps_to_the_scope(self, signed_in):
        inside, outside = MineFactory(name_zh="寻找煤矿甲"), MineFactory(name_zh="寻找煤矿乙", region_code="140212")
        page = signed_in.get(url("search") + "?q=寻找").content.decode()
        assert inside.name_zh in page
        assert outside.name_zh not in page

    @pytest.mark.parametrize("words", ["", "\x00", "%", "'", "x" * 900])
    def test_search_takes_anything(self, signed_in, words):
        assert signed_in.get(url("search"), {"q": words}).status_code == 200

    @pytest.mark.parametrize("name", ["glossary", "about_data"])
    def test_open_pages_need_no_account(self, client, name):
        assert client.get(url(name)).status_code == 200

    def test_terms_are_found_in_both_languages(self, client):
        for words in ("协同治理", "Collaborative"):
            page = client.get(url("glossary"), {"q": words}).content.decode()
            assert "Collaborative governance" in page
            assert "协同治理" in page

    def test_the_map_approval_number_is_shown(self, client):
        assert "GS（2024）0650号" in client.get(url("about_data")).content.decode()
