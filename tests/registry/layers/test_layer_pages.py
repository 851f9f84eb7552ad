"""Pages of the map layers: list, one layer, import with its report, withdrawing."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from registry.layers.models import LayerImport, MapLayer
from registry.scope.models import Role
from tests.api.clients import ROOT, browser, problem
from tests.factories.layers import box, collection, feature, line, map_layer
from tests.factories.memberships import member
from tests.factories.organisations import committee, company, ecology, natural_resources
from tests.factories.regions import region
from tests.query_counts import assert_baseline

pytestmark = pytest.mark.django_db
GOOD = box(110.0, 40.0, 110.1, 40.1)
BAD = box(10.0, 50.0, 10.1, 50.1)


@pytest.fixture(autouse=True)
def _english(settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    region("150621")
    with translation.override("en"):
        yield


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(member(Role.REVIEWER, natural_resources("150000")))
    return client


def handed_in(content: bytes = collection(GOOD, BAD), **fields: Any) -> dict[str, Any]:
    given = {
        "kind": "ecological_red_line", "name_zh": "甲红线", "region_code": "150600", "data_date": "2026-05-01",
        "source": "测试来源", "certainty": "verified", "file": SimpleUploadedFile("red.geojson", content),
    }  # fmt: skip
    return {**given, **fields}


def test_check_read_and_load(signed_in: Client) -> None:
    address = reverse("registry:layer_import")
    assert signed_in.get(address).status_code == 200
    answer = signed_in.post(address, handed_in())
    assert answer.status_code == 302
    kept = LayerImport.objects.get()
    report = signed_in.get(reverse("registry:layer_report", args=[kept.pk])).content.decode()
    assert "lies outside China" in report
    assert "Load now" in report
    assert not MapLayer.objects.exists()
    for kind in ("csv", "xlsx"):
        file = signed_in.get(reverse("registry:layer_problems", args=[kept.pk, kind]))
        assert file.status_code == 200
    loaded = signed_in.post(reverse("registry:layer_load", args=[kept.pk]), follow=True)
    layer = MapLayer.objects.get()
    page = loaded.content.decode()
    assert layer.name_zh in page
    assert "Ordos" in page
    assert "Verified" in page
    assert signed_in.post(reverse("registry:layer_load", args=[kept.pk])).status_code == 409
    assert "Open the layer" in signed_in.get(reverse("registry:layer_report", args=[kept.pk])).content.decode()
    signed_in.post(address, handed_in())
    again = LayerImport.objects.latest("pk")
    assert "would change nothing" in signed_in.get(reverse("registry:layer_report", args=[again.pk])).content.decode()
    signed_in.post(reverse("registry:layer_load", args=[again.pk]))
    assert MapLayer.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "x"),
        ("name_zh", ""),
        ("name_zh", "长" * 201),
        ("region_code", "abc"),
        ("region_code", "140000"),
        ("region_code", "15062"),
        ("data_date", "2999-01-01"),
        ("data_date", "x"),
        ("source", " "),
        ("certainty", ""),
        ("file", ""),
        ("file", SimpleUploadedFile("red.geojson", b'{"type": "FeatureCollection", "features": []}')),
        ("file", SimpleUploadedFile("red.geojson", b"\x00\x01")),
        ("file", SimpleUploadedFile("red.pdf", b"%PDF-1.4")),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(signed_in: Client, field: str, value: Any) -> None:
    answer = signed_in.post(reverse("registry:layer_import"), handed_in(**{field: value}))
    assert answer.status_code == 422, answer.content.decode()
    assert set(answer.context["form"].errors) == {field}
    page = answer.content.decode()
    assert "测试来源" in page or field == "source"
    assert not LayerImport.objects.exists()


def test_a_file_without_a_usable_feature_cannot_be_loaded(signed_in: Client) -> None:
    signed_in.post(reverse("registry:layer_import"), handed_in(collection(BAD)))
    kept = LayerImport.objects.get()
    assert (
        "There is nothing to load." in signed_in.get(reverse("registry:layer_report", args=[kept.pk])).content.decode()
    )
    assert signed_in.post(reverse("registry:layer_load", args=[kept.pk])).status_code == 409


def test_list_filters_sorts_and_exports(signed_in: Client) -> None:
    map_layer(GOOD, name_zh="甲红线", is_simulated=True)
    map_layer(line((110, 40), (110, 41)), kind="railway", name_zh="乙铁路", name_en="Railway B")
    old = map_layer(box(111, 40, 111.1, 40.1), name_zh="丙红线")
    map_layer(box(112, 40, 112.1, 40.1), name_zh="丙红线", source="新来源")
    address = reverse("registry:layer_list")
    page = signed_in.get(address).content.decode()
    assert "Demonstration data" in page
    assert "Inner Mongolia" in page
    assert page.count("丙红线") == 1
    assert "乙铁路" not in signed_in.get(f"{address}?kind=ecological_red_line").content.decode()
    assert "甲红线" not in signed_in.get(f"{address}?q=Railway").content.decode()
    assert old.get_absolute_url() not in page
    assert old.get_absolute_url() in signed_in.get(f"{address}?ended=on").content.decode()
    for order in ("kind", "-kind", "name", "-name", "data_date", "-data_date", "features", "-features", "x"):
        assert signed_in.get(f"{address}?order={order}").status_code == 200
    for odd in ("kind=x", "q=%00", "ended=x", "cursor=x"):
        assert signed_in.get(f"{address}?{odd}").status_code == 200
    for kind in ("csv", "xlsx"):
        assert signed_in.get(f"{address}?export={kind}").status_code == 200


def test_one_layer_with_its_map_and_editions(signed_in: Client) -> None:
    layer = map_layer(feature(line((110, 40), (110, 41)), "铁路", half_width_m=6), kind="railway", name_zh="乙铁路")
    page = signed_in.get(layer.get_absolute_url()).content.decode()
    assert "mg-check-map" in page
    assert "Half width" in page
    shown = signed_in.get(reverse("registry:layer_features", args=[layer.pk])).json()
    assert shown["features"][0]["properties"] == {"role": "feature", "kind": "railway", "name": "铁路"}
    address = reverse("registry:layer_act", args=[layer.pk, "end"])
    refused = signed_in.post(address, {"reason": " "})
    assert refused.status_code == 422
    ended = signed_in.post(address, {"reason": "来源有误"}, follow=True).content.decode()
    assert "No longer in force." in ended
    assert signed_in.post(address, {"reason": "来源有误"}).status_code == 409


def test_who_sees_the_pages(client: Client) -> None:
    layer = map_layer(GOOD, region_code="150621")
    client.force_login(member(Role.APPLICANT, company()))
    assert client.get(reverse("registry:layer_list")).status_code == 403
    assert client.get(layer.get_absolute_url()).status_code == 404
    client.force_login(member(Role.REVIEWER, ecology("150600")))
    page = client.get(reverse("registry:layer_list")).content.decode()
    assert reverse("registry:layer_import") not in page
    assert client.get(layer.get_absolute_url()).status_code == 200
    client.force_login(member(Role.ADMINISTRATOR, committee("150000")))
    assert reverse("registry:layer_import") in client.get(reverse("registry:layer_list")).content.decode()


@pytest.mark.parametrize("rows", [2, 12], ids=["few", "many"])
def test_queries_do_not_grow(signed_in: Client, rows: int) -> None:
    for number in range(rows):
        layer = map_layer(*[GOOD] * rows, name_zh=f"红线{number:02d}")
    for name, address in (
        ("registry layer_list", reverse("registry:layer_list")),
        ("registry layer_detail", layer.get_absolute_url()),
    ):
        signed_in.get(address)
        with assert_baseline(name):
            assert signed_in.get(address).status_code == 200


@pytest.mark.parametrize("rows", [2, 12], ids=["few", "many"])
def test_the_api_lists_them(rows: int) -> None:
    made = [map_layer(GOOD, name_zh=f"红线{number:02d}") for number in range(rows)]
    client = browser(member(Role.REVIEWER, ecology("150621")))
    client.get(f"{ROOT}/layers/")
    with assert_baseline("api layers"):
        found = client.get(f"{ROOT}/layers/").json()["results"]
    assert [one["id"] for one in found] == [layer.pk for layer in made]
    assert found[0]["extent"] == [110.0, 40.0, 110.1, pytest.approx(40.1, abs=1e-4)]
    assert client.get(f"{ROOT}/layers/{made[0].pk}/").json()["name_zh"] == "红线00"
    assert client.get(f"{ROOT}/layers/?ended=true").json()["results"] == []
    assert len(client.get(f"{ROOT}/layers/?ended=false&kind=ecological_red_line").json()["results"]) == rows
    problem(client.get(f"{ROOT}/layers/?kind=x"), 400, "invalid")
    problem(browser(member(Role.APPLICANT, company())).get(f"{ROOT}/layers/"), 403, "not_allowed")
    assert json.dumps(found)
