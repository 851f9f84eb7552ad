"""Map layers: what a file may hold, importing, replacing, ending, and who may."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import translation

from registry.audit.models import AuditEvent
from registry.base.rules import problem_words
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, WrongState
from registry.files.models import Attachment
from registry.layers.models import LayerFeature, LayerImport, MapLayer
from registry.layers.policies.layers import policy
from registry.layers.rules import layer_features
from registry.layers.selectors import layers as selector
from registry.layers.services import layers
from registry.scope.models import Role
from tests.factories.layers import box, collection, described, feature, line, map_layer
from tests.factories.memberships import member
from tests.factories.mines import MineFactory
from tests.factories.organisations import committee, company, ecology, natural_resources

GOOD = box(110.0, 40.0, 110.1, 40.1)
BOW = {"type": "Polygon", "coordinates": [[[110, 40], [110.1, 40.1], [110.1, 40], [110, 40.1], [110, 40]]]}

#: What is wrong → the feature, the field it is said of, the code.
BROKEN: dict[str, tuple[Any, str, str]] = {
    "crossing": (BOW, "geometry", "boundary.self_intersecting"),
    "abroad": (box(10, 50, 11, 51), "geometry", "boundary.outside_china"),
    "metres": (box(500000, 4400000, 500100, 4400100), "geometry", "boundary.projected"),
    "exchanged": (box(40, 110, 40.1, 110.1), "geometry", "boundary.swapped"),
    "type": (line((110, 40), (110, 41)), "geometry", "layer.wrong_type"),
    "text": ({"type": "Polygon", "coordinates": [[["a", 40]]]}, "geometry", "boundary.not_a_number"),
    "open": ({"type": "Polygon", "coordinates": [GOOD["coordinates"][0][:4]]}, "geometry", "boundary.not_closed"),
    "empty": ({"type": "Polygon", "coordinates": []}, "geometry", "layer.empty_geometry"),
    "collection": ({"type": "GeometryCollection", "geometries": []}, "geometry", "layer.wrong_type"),
    "nothing": (feature(None), "geometry", "layer.no_geometry"),
    "flat": ({"type": "Polygon", "coordinates": [[[110, 40], [111, 40], [110, 40], [110, 40]]]}, "geometry",
             "boundary.too_few_positions"),
    "overlapping": ({"type": "MultiPolygon", "coordinates": [GOOD["coordinates"], GOOD["coordinates"]]}, "geometry",
                    "boundary.parts_overlap"),
    "width": (feature(GOOD, half_width_m="wide"), "half_width_m", "layer.half_width_not_a_number"),
    "broad": (feature(GOOD, half_width_m=-1), "half_width_m", "layer.half_width_impossible"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_feature_says_where_and_why(case: str) -> None:
    given, field, code = BROKEN[case]
    reading = layer_features.read(collection(GOOD, given, GOOD), "ecological_red_line")
    assert [one.number for one in reading.shapes] == [1, 3]
    (bad,) = reading.bad
    assert (bad.number, bad.field, bad.problem.code) == (2, field, code)
    with translation.override("en"):
        assert "%(" not in problem_words.text_of(bad.problem)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"  ", "layer.file_empty"),
        (b"{", "layer.not_json"),
        (b"\xff\xfe", "layer.not_json"),
        (b"[" * 100_000, "layer.not_json"),
        (b"[]", "layer.not_a_collection"),
        (json.dumps(GOOD).encode(), "layer.not_a_collection"),
        (b'{"type": "FeatureCollection", "features": {}}', "layer.not_a_collection"),
        (b'{"type": "FeatureCollection", "features": []}', "layer.no_features"),
        (
            collection(GOOD, crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4526"}}),
            "layer.unknown_crs",
        ),
    ],
)
def test_a_file_that_is_no_layer(content: bytes, code: str) -> None:
    with pytest.raises(layer_features.LayerError) as caught:
        layer_features.read(content, "railway")
    assert caught.value.code == code


def test_what_nobody_can_store_is_cleaned() -> None:
    odd = feature(GOOD, "红\x00线\ud800", note="a\x00\ud800", deep={"a": [1]}, n=float("inf"))
    (one,) = layer_features.read(collection(odd), "basic_farmland").shapes
    assert one.name == "红线"
    assert one.properties["note"] == "a?"
    assert one.properties["n"] is None
    assert one.properties["deep"] == "{'a': [1]}"


def test_every_kind_takes_its_shapes() -> None:
    shapes = {"Point": {"type": "Point", "coordinates": [110, 40]}, "LineString": line((110, 40), (111, 40)),
              "Polygon": GOOD, "MultiPoint": {"type": "MultiPoint", "coordinates": [[110, 40], [111, 40]]},
              "MultiLineString": {"type": "MultiLineString", "coordinates": [[[110, 40], [111, 40]]]},
              "MultiPolygon": {"type": "MultiPolygon", "coordinates": [GOOD["coordinates"]]}}  # fmt: skip
    assert set(layer_features.SHAPES) == set(MapLayer.Kind.values)
    for kind, allowed in layer_features.SHAPES.items():
        for name, shape in shapes.items():
            assert bool(layer_features.read(collection(shape), kind).shapes) is (name in allowed), (kind, name)


@pytest.mark.django_db
def test_the_same_again_changes_nothing_and_another_replaces() -> None:
    first = map_layer(GOOD)
    assert map_layer(GOOD).pk == first.pk
    assert MapLayer.objects.count() == 1
    assert AuditEvent.objects.filter(verb="layer.imported").count() == 1
    other = map_layer(box(111, 40, 111.1, 40.1))
    first.refresh_from_db()
    assert first.is_over
    assert not other.is_over
    assert list(selector.in_force(MapLayer.objects.all())) == [other]
    assert list(selector.editions(other)) == [other, first]
    elsewhere = map_layer(GOOD, region_code="14")
    assert elsewhere.valid_to is None
    assert not MapLayer.objects.get(pk=other.pk).is_over


@pytest.mark.django_db
def test_rows_hold_what_was_read_and_stay_as_they_are() -> None:
    layer = map_layer(feature(line((110, 40), (112.4, 40)), "长铁路", half_width_m=12.5), kind="railway")
    (row,) = layer.features.all()
    assert (row.name, row.half_width_m, row.properties["half_width_m"]) == ("长铁路", 12.5, 12.5)
    # The box is that of the geodesic, which bulges north of the parallel.
    assert row.north > 40.004
    assert layer.north == row.north
    with pytest.raises(Exception, match="update or delete"), transaction.atomic():
        LayerFeature.objects.update(name="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        MapLayer.objects.create(
            kind="railway", name_zh=layer.name_zh, region_code="15", source="x", data_date=dt.date(2026, 1, 1),
            certainty="likely", feature_count=0, content_hash="", west=0, south=0, east=0, north=0,
        )  # fmt: skip


@pytest.mark.django_db
def test_everything_missing_is_said_at_once() -> None:
    with pytest.raises(Incomplete) as caught:
        layers.described(
            layers.Description(kind="x", name_zh=" ", source="", data_date=None, certainty="?", region_code="1")
        )
    assert set(caught.value.fields) == {"kind", "name_zh", "source", "data_date", "certainty", "region_code"}
    assert layers.described(described(region_code="150621")).region_code == "150621"
    assert layers.described(described(region_code="150600")).region_code == "1506"
    assert layers.described(described(region_code="")).region_code == ""


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("layer.geojson", content, content_type="application/geo+json")


@pytest.mark.django_db
def test_check_then_load(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    user = member(Role.REVIEWER, natural_resources("150000"))
    kept = layers.check(upload(collection(GOOD, BOW)), described(), by=user)
    assert (kept.feature_count, kept.bad_count, MapLayer.objects.count()) == (1, 1, 0)
    assert kept.problems[0]["code"] == "boundary.self_intersecting"
    found = layers.load(kept.pk, by=user)
    assert found.is_new
    assert found.layer.imported_by == user
    assert {"layer.checked", "layer.imported"} <= set(AuditEvent.objects.values_list("verb", flat=True))
    with pytest.raises(WrongState):
        layers.load(kept.pk, by=user)
    again = layers.check(upload(collection(GOOD, BOW)), described(), by=user)
    assert again.content_hash == found.layer.content_hash
    assert not layers.load(again.pk, by=user).is_new
    assert MapLayer.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("state", [Attachment.State.QUARANTINED, Attachment.State.REJECTED])
def test_a_file_the_scanner_did_not_clear_is_not_loaded(state: str, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    user = member(Role.ADMINISTRATOR, committee("150000"))
    kept = layers.check(upload(collection(GOOD)), described(), by=user)
    Attachment.objects.filter(pk=kept.attachment_id).update(state=state, state_reason="content_missing")
    with pytest.raises(WrongState):
        layers.load(kept.pk, by=user)
    assert not MapLayer.objects.exists()


@pytest.mark.django_db
def test_who_may_import_and_see(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    layer = map_layer(GOOD, region_code="150621")
    near, far = member(Role.REVIEWER, ecology("150621")), member(Role.REVIEWER, natural_resources("140212"))
    above = member(Role.REVIEWER, ecology("150000"))
    holder = member(Role.APPLICANT, company())
    assert list(selector.visible(near)) == list(selector.visible(above)) == [layer]
    assert not selector.visible(far).exists()
    assert not selector.visible(holder).exists()
    for user in (near, holder, member(Role.INTAKE_CLERK, natural_resources("150621"))):
        with pytest.raises(NotAllowed):
            layers.check(upload(collection(GOOD)), described(), by=user)
    with pytest.raises(Incomplete) as caught:
        layers.check(upload(collection(GOOD)), described(), by=far)
    assert set(caught.value.fields) == {"region_code"}
    with pytest.raises(NotAllowed):
        layers.end(layer.pk, by=near, reason="错误")
    with pytest.raises(OutOfScope):
        layers.end(layer.pk, by=far, reason="错误")
    assert not LayerImport.objects.exists()
    owner = member(Role.DEPARTMENT_HEAD, natural_resources("150600"))
    assert policy.check(owner, "end", layer)
    with pytest.raises(Incomplete):
        layers.end(layer.pk, by=owner, reason=" ")
    assert layers.end(layer.pk, by=owner, reason="来源有误").is_over
    with pytest.raises(WrongState):
        layers.end(layer.pk, by=owner, reason="来源有误")


@pytest.mark.django_db
def test_nothing_is_kept_when_the_last_step_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    first = map_layer(GOOD)
    monkeypatch.setattr(layers.audit, "record", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        map_layer(box(111, 40, 111.1, 40.1))
    first.refresh_from_db()
    assert first.valid_to is None
    assert MapLayer.objects.count() == 1


@pytest.mark.django_db
def test_trees_find_what_is_near_and_mines_are_read_again_when_they_change() -> None:
    layer = map_layer(GOOD, box(112, 40, 112.1, 40.1))
    place = (110.11, 40.0, 110.12, 40.01)
    assert [one.geometry.bounds[0] for one in selector.near([layer], place, 1000)] == [110.0]
    assert selector.near([layer], place, 10) == []
    mine, other = MineFactory(has_boundary=True), MineFactory(has_boundary=True)
    closed = MineFactory(has_boundary=True, is_closed=True)
    MineFactory(has_boundary=True, is_simulated=True)
    here = (110.0, 40.0, 110.01, 40.01)
    assert [one.pk for one in selector.other_mines(mine, here)] == [other.pk]
    assert [one.pk for one in selector.other_mines(closed, here)] == [mine.pk, other.pk]
    other.boundary, other.version = box(115, 40, 115.1, 40.1), 2
    other.save()
    assert selector.other_mines(mine, here) == []


@pytest.mark.django_db
def test_the_command_checks_and_loads(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "layer.geojson"
    path.write_bytes(collection(GOOD, BOW))
    words = [
        "--kind",
        "ecological_red_line",
        "--name-zh",
        "命令行红线",
        "--source",
        "测试",
        "--data-date",
        "2026-05-01",
    ]
    call_command("import_layer", str(path), *words, "--dry-run")
    assert not MapLayer.objects.exists()
    said = capsys.readouterr().out
    assert "1 features" in said
    assert "feature 2" in said
    call_command("import_layer", str(path), *words, "--region", "150000", "--simulated")
    layer = MapLayer.objects.get()
    assert (layer.region_code, layer.is_simulated, layer.imported_by) == ("15", True, None)
    call_command("import_layer", str(path), *words, "--region", "150000", "--simulated")
    assert "unchanged" in capsys.readouterr().out
    assert MapLayer.objects.count() == 1
    for wrong in ([str(tmp_path / "none")], [str(path), "--region", "x"]):
        with pytest.raises(CommandError):
            call_command("import_layer", wrong[0], *words, *wrong[1:])
    path.write_text("{}")
    with pytest.raises(CommandError):
        call_command("import_layer", str(path), *words)
