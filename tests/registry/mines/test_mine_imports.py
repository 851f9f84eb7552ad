"""The import of a register: every trap is reported with line, column and reason; good rows are loaded."""

import csv
import gzip
import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from registry.audit.models import AuditEvent
from registry.audit.selectors import audit as trails
from registry.mines.models import ImportProblem, ImportRun, Mine
from registry.mines.selectors import import_words
from registry.mines.services.imports import engine, reader, reading, runs
from registry.scope.models import Region
from registry.scope.rules.grants import System
from tests.factories.memberships import member
from tests.factories.mines import BOUNDARY, MineFactory
from tests.factories.organisations import natural_resources
from tests.factories.regions import all_regions

pytestmark = pytest.mark.django_db
LOADER = System("test")
GOOD = {
    "GEM Mine ID": "M1", "Mine Name": "Alpha", "Mine Name (Non-ENG)": "甲矿", "Status": "Operating",
    "Mine Type": "Underground", "Capacity (Mtpa)": "1.2", "Mine Size (Km2)": "5.5", "Mine Depth (m)": "300",
    "Opening Year": "2010", "State, Province": "Inner Mongolia", "Prefecture, District": "Ordos",
    "Location (Non-ENG)": "内蒙古自治区鄂尔多斯市东胜区甲村", "Latitude": "39.8", "Longitude": "110.0",
    "Owners (Non-ENG)": "甲公司", "Gas-level Rating": "低瓦斯",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _regions():
    all_regions()


def rows(*changes: dict[str, str]) -> list[dict[str, str]]:
    """Good rows with other identifiers and places, changed as said."""
    return [
        GOOD | {"GEM Mine ID": f"M{number}", "Latitude": f"39.8{number}", "Longitude": f"110.0{number}"} | change
        for number, change in enumerate(changes, start=1)
    ]


def write(path: Path, table: list[dict[str, str]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(key for row in table for key in row)), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(table)
    return path


def load(path: Path, *, dry: bool = False, boundaries: Path | None = None) -> ImportRun:
    return runs.run_file(path, by=LOADER, is_dry_run=dry, boundaries=boundaries)


def load_rows(tmp_path: Path, *changes: dict[str, str], **kwargs: bool) -> ImportRun:
    return load(write(tmp_path / "register.csv", rows(*changes)), **kwargs)


def found(run: ImportRun) -> list[tuple[int, str, str, str]]:
    return list(run.problems.values_list("line", "column", "severity", "code"))


class TestBadRows:
    @pytest.mark.parametrize(
        ("column", "value", "code"),
        [
            ("GEM Mine ID", "", "value.missing"),
            ("GEM Mine ID", "x" * 41, "text.too_long"),
            ("Mine Name (Non-ENG)", "长" * 201, "text.too_long"),
            ("Mine Name (Non-ENG)", "a\x00b", "text.control_character"),
            ("Status", "", "value.missing"),
            ("Status", "Sleeping", "value.unknown"),
            ("Mine Type", "Floating", "value.unknown"),
            ("Capacity (Mtpa)", "about 3", "number.not_a_number"),
            ("Capacity (Mtpa)", "3.0 Mtpa", "number.not_a_number"),
            ("Capacity (Mtpa)", "1,5", "number.not_a_number"),
            ("Capacity (Mtpa)", "-1", "number.negative"),
            ("Capacity (Mtpa)", "0", "number.not_above_zero"),
            ("Capacity (Mtpa)", "9999", "number.out_of_range"),
            ("Capacity (Mtpa)", "NaN", "number.not_finite"),
            ("Capacity (Mtpa)", "-inf", "number.not_finite"),
            ("Capacity (Mtpa)", "#DIV/0!", "number.not_finite"),
            ("Opening Year", "3010", "year.out_of_range"),
            ("Opening Year", "2007.5", "year.not_a_year"),
            ("State, Province", "", "value.missing"),
            ("State, Province", "Atlantis", "region.unknown_province"),
            ("Latitude", "", "value.missing"),
            ("Latitude", "39°48′", "number.not_a_number"),
            ("Latitude", "95", "coordinates.impossible"),
            ("Latitude", "0", "coordinates.outside_china"),
            ("Longitude", "2.35", "coordinates.outside_china"),
            ("Gas-level Rating", "很高", "value.unknown"),
        ],
    )
    def test_is_reported_and_left_out(self, tmp_path, column, value, code):
        run = load_rows(tmp_path, {}, {column: value})
        assert (run.state, run.created_count, run.bad_count) == ("done", 1, 1)
        assert (3, column, "error", code) in found(run)
        assert Mine.objects.count() == 1

    def test_exchanged_coordinates_are_recognised(self, tmp_path):
        run = load_rows(tmp_path, {"Latitude": "110.0", "Longitude": "39.8"})
        assert found(run)[0][3] == "coordinates.swapped"

    def test_every_fault_of_a_row_is_named_at_once(self, tmp_path):
        run = load_rows(tmp_path, {"Status": "?!", "Capacity (Mtpa)": "x", "Opening Year": "1"})
        assert len(found(run)) == 3

    def test_another_province_names_both(self, tmp_path):
        run = load_rows(tmp_path, {"Latitude": "36.490401", "Longitude": "106.836946"})
        params = run.problems.get(severity="error").params
        assert (params["stated"], params["found"]) == ("150000", "620000")

    def test_a_repeated_identifier_counts_once(self, tmp_path):
        run = load_rows(tmp_path, {}, {"GEM Mine ID": "M1", "Mine Name": "Phase 2"})
        assert found(run) == [(3, "GEM Mine ID", "error", "identifier.repeated")]
        assert run.problems.get().params == {"first": 2}
        assert Mine.objects.get().name_en == "Alpha"

    def test_equal_coordinates_are_remarked_on_both_rows(self, tmp_path):
        place = {"Latitude": "39.8", "Longitude": "110.0"}
        run = load_rows(tmp_path, place, place)
        assert {(line, severity, code) for line, _, severity, code in found(run)} == {
            (2, "warning", "coordinates.equal"),
            (3, "warning", "coordinates.equal"),
        }
        assert run.created_count == 2

    def test_a_row_of_the_demonstration_is_not_touched(self, tmp_path):
        MineFactory(identifier="M1", is_simulated=True)
        assert found(load_rows(tmp_path, {}))[0][3] == "row.demonstration_mine"

    def test_too_many_cells_tell_of_a_lost_quotation_mark(self, tmp_path):
        path = write(tmp_path / "r.csv", rows({}))
        path.write_text(path.read_text().rstrip() + ",more,cells\n", encoding="utf-8")
        assert found(load(path))[0][3] == "row.too_many_cells"


class TestValues:
    @pytest.mark.parametrize(
        ("column", "value", "field", "stored"),
        [
            ("Status", "Operating", "stage", "producing"),
            ("Status", "Proposed", "stage", "new"),
            ("Status", "Shelved", "stage", "suspended"),
            ("Status", "Mothballed", "stage", "suspended"),
            ("Status", "Cancelled", "stage", "closed"),
            ("Status", "Retired", "stage", "closed"),
            ("Status", " closed ", "stage", "closed"),
            ("Mine Type", "Surface", "method", "open_pit"),
            ("Mine Type", "Underground & Surface", "method", "both"),
            ("Mine Type", "Mixed", "method", "both"),
            ("Mine Type", "", "method", "unknown"),
            ("Gas-level Rating", "突出矿井", "gas_rating", "outburst"),
            ("Gas-level Rating", "高瓦斯", "gas_rating", "high"),
            ("Capacity (Mtpa)", "１．５", "capacity", Decimal("1.5")),
            ("Capacity (Mtpa)", "", "capacity", None),
            ("Capacity (Mtpa)", "TBD", "capacity", None),
            ("Mine Depth (m)", "1,054.5", "depth", Decimal("1054.5")),
            ("Opening Year", "2007.0", "opened_in", 2007),
            ("Mine Name (Non-ENG)", "甲\n矿", "name_zh", "甲 矿"),
        ],
    )
    def test_are_read(self, tmp_path, column, value, field, stored):
        load_rows(tmp_path, {column: value})
        assert getattr(Mine.objects.get(), field) == stored

    @pytest.mark.parametrize(
        ("province", "city", "address", "code"),
        [
            ("Inner Mongolia", "Ordos", "内蒙古自治区鄂尔多斯市东胜区甲村", "150602"),
            ("Inner Mongolia", "Ordos City", "", "150600"),
            ("Inner Mongolia", "Xilin Gol", "", "152500"),
            ("内蒙古", "锡林郭勒盟", "", "152500"),
            ("Inner Mongolia", "Hulun Buir", "", "150700"),
            ("Inner Mongolia", "", "", "150000"),
        ],
    )
    def test_regions_are_found_by_their_names(self, tmp_path, province, city, address, code):
        place = {"State, Province": province, "Prefecture, District": city, "Location (Non-ENG)": address}
        load_rows(tmp_path, place)
        assert Mine.objects.get().region_code == code

    def test_every_province_is_known_in_both_languages(self):
        gazetteer = engine.gazetteer()
        for region in Region.objects.filter(level="province"):
            for name in (region.name_zh, region.name_en):
                assert gazetteer.province(name).code == region.code

    def test_the_columns_of_the_template_are_read(self, tmp_path):
        shape = "POLYGON((110 39.8,110.01 39.8,110.01 39.81,110 39.8))"
        table = [{"矿山编号": "T1", "中文名称": "乙矿", "行政区划代码": "150602", "阶段": "在建", "开采方式": "露天",
                  "矿种": "煤", "经度": "110", "纬度": "39.8", "范围（GeoJSON 或 WKT）": shape}]  # fmt: skip
        load(write(tmp_path / "t.csv", table))
        mine = Mine.objects.get()
        assert (mine.stage, mine.method, mine.region_code) == ("new", "open_pit", "150602")
        assert mine.boundary["type"] == "Polygon"

    def test_a_broken_polygon_in_a_row_keeps_the_row_out(self, tmp_path):
        table = [{"identifier": "T1", "name_zh": "乙矿", "region_code": "150602", "stage": "new", "longitude": "110",
                  "latitude": "39.8", "boundary": "POLYGON((110 39.8,110.01 39.8"}]  # fmt: skip
        assert found(load(write(tmp_path / "t.csv", table)))[0][3] == "boundary.not_wkt"


class TestFiles:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    @pytest.mark.parametrize("delimiter", [",", "\t", ";"])
    def test_encodings_and_separators(self, tmp_path, encoding, delimiter):
        table = [GOOD | {"State, Province": "内蒙古"}]
        run = load(write(tmp_path / "r.csv", table, encoding, delimiter))
        assert (run.state, run.created_count) == ("done", 1), run.failure
        assert Mine.objects.get().name_zh == "甲矿"

    def test_workbook_with_a_title_and_other_sheets(self, tmp_path):
        book = openpyxl.Workbook()
        book.active.append(["About this book"])
        sheet = book.create_sheet("mines")
        sheet.append(["Register of 2026"])
        sheet.append([])
        sheet.append(list(GOOD))
        sheet.append([float(v) if v.replace(".", "").isdigit() else v for v in GOOD.values()])
        sheet.append([v if k != "Capacity (Mtpa)" else "n. a. n." for k, v in GOOD.items()])
        book.save(tmp_path / "r.xlsx")
        run = load(tmp_path / "r.xlsx")
        assert (run.created_count, run.bad_count) == (1, 1)
        assert found(run)[0][:2] == (5, "Capacity (Mtpa)")

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "file.empty"),
            (b"%PDF-1.7 ...", "file.wrong_type"),
            (b"PK\x03\x04 not a zip", "file.broken_workbook"),
            (b"\x1f\x8b broken", "file.broken_archive"),
            (b"a,b,c\n1,2,3\n", "file.columns_missing"),
            (",".join(f'"{head}"' for head in GOOD).encode() + b"\n", "file.no_rows"),
            (b"\xff\xff\xff\xff\xff", "file.unknown_encoding"),
        ],
    )
    def test_unreadable_files_say_why(self, tmp_path, content, code):
        path = tmp_path / "r.csv"
        path.write_bytes(content)
        run = load(path)
        assert (run.state, run.failure["code"]) == ("failed", code)

    def test_a_bomb_is_not_unpacked(self, tmp_path, monkeypatch):
        monkeypatch.setattr(reader, "MAX_BYTES", 1000)
        path = tmp_path / "r.csv.gz"
        path.write_bytes(gzip.compress(b"x" * 100_000))
        assert load(path).failure["code"] == "file.too_large"

    def test_unknown_columns_are_named(self, tmp_path):
        run = load(write(tmp_path / "r.csv", [GOOD | {"Favourite colour": "red"}]))
        assert found(run) == [(1, "Favourite colour", "warning", "column.unknown")]

    def test_lines_are_counted_over_line_breaks_in_cells(self, tmp_path):
        run = load_rows(tmp_path, {"Mine Name": "Two\nlines"}, {"Status": "?!x"})
        assert found(run)[0][0] == 4


class TestRuns:
    def test_twice_changes_nothing(self, tmp_path):
        load_rows(tmp_path, {}, {})
        before = list(Mine.objects.order_by("pk").values()), AuditEvent.objects.count()
        run = load_rows(tmp_path, {}, {})
        assert (run.created_count, run.changed_count, run.unchanged_count) == (0, 0, 2)
        assert (list(Mine.objects.order_by("pk").values()), AuditEvent.objects.count()) == before

    def test_a_dry_run_writes_nothing_and_says_the_same(self, tmp_path):
        dry = load_rows(tmp_path, {}, {"Status": "?!"}, dry=True)
        assert Mine.objects.count() == 0
        real = load_rows(tmp_path, {}, {"Status": "?!"})
        assert (dry.created_count, dry.bad_count, found(dry)) == (real.created_count, real.bad_count, found(real))

    def test_a_change_is_audited_with_before_and_after(self, tmp_path):
        load_rows(tmp_path, {})
        load_rows(tmp_path, {"Capacity (Mtpa)": "3"})
        mine = Mine.objects.get()
        event = trails.trail(mine)[0]
        assert (event.verb, event.before, event.after) == (
            "mine.import_revised",
            {"capacity": "1.2000"},
            {"capacity": "3.0000"},
        )
        assert mine.version == 2
        assert trails.first_break(list(trails.trail(mine))) is None

    def test_an_empty_cell_leaves_what_is_stored(self, tmp_path):
        load_rows(tmp_path, {})
        run = load_rows(tmp_path, {"Capacity (Mtpa)": "", "Owners (Non-ENG)": ""})
        assert run.unchanged_count == 1
        assert Mine.objects.get().capacity == Decimal("1.2")

    def test_row_history_is_kept(self, tmp_path):
        load_rows(tmp_path, {})
        load_rows(tmp_path, {"Status": "Mothballed"})
        assert Mine.pgh_event_model.objects.count() == 2

    def test_a_broken_off_run_goes_on_where_it_was(self, tmp_path, monkeypatch):
        monkeypatch.setattr(reading, "BATCH", 2)
        path = write(tmp_path / "r.csv", rows({}, {}, {}, {}, {}))
        run = ImportRun.objects.create(file_name="r.csv", is_dry_run=False, actor_text="test", state="running")
        with path.open("rb") as file:
            first = engine.Engine(run, by=LOADER, file=file, boundaries=None, progress=None)
            first._begin()
            first._commit(list(first.source.rows())[:2])
            first.source.close()
        run = ImportRun.objects.get()
        assert (run.rows_read, Mine.objects.count()) == (2, 2)
        with path.open("rb") as file:
            engine.Engine(run, by=LOADER, file=file, boundaries=None, progress=None).go()
        run.refresh_from_db()
        assert (run.state, run.rows_read, run.created_count, Mine.objects.count()) == ("done", 5, 5, 5)

    def test_boundaries_come_from_a_file_of_their_own(self, tmp_path):
        shape = json.loads(json.dumps(BOUNDARY).replace("40.0", "39.8").replace("39.82", "39.83"))
        broken = {"type": "Polygon", "coordinates": [[[110, 39], [110.1, 39.1], [110.1, 39], [110, 39.1], [110, 39]]]}
        features = [
            {"type": "Feature", "geometry": shape, "properties": {"GEM Mine ID": "M1"}},
            {"type": "Feature", "geometry": broken, "properties": {"GEM Mine ID": "M2"}},
            {"type": "Feature", "geometry": shape, "properties": {"GEM Mine ID": "M99"}},
            {"type": "Feature", "geometry": shape, "properties": {}},
            "nonsense",
        ]
        areas = tmp_path / "b.geojson"
        areas.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        run = load(write(tmp_path / "r.csv", rows({}, {})), boundaries=areas)
        codes = {(p.line, p.code) for p in run.problems.filter(file="boundaries")}
        assert {(2, "boundary.self_intersecting"), (3, "boundary.no_mine"), (4, "boundary.no_identifier")} <= codes
        assert run.boundary_count == 1
        assert Mine.objects.get(identifier="M1").boundary_area > 0
        assert Mine.objects.get(identifier="M2").boundary is None

    def test_the_territory_of_an_officer_limits_his_rows(self, tmp_path):
        officer = member("intake_clerk", natural_resources("150300"))
        run = ImportRun.objects.create(file_name="r.csv", is_dry_run=False, actor_text="x", started_by=officer)
        path = write(tmp_path / "r.csv", rows({}))
        with path.open("rb") as file:
            engine.Engine(run, by=officer, file=file, boundaries=None, progress=None).go()
        assert found(run)[0][3] == "row.other_territory"
        assert Mine.objects.count() == 0

    def test_two_workers_do_not_do_one_run(self, tmp_path):
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended('import:77', 0))")
        try:
            assert runs.execute(77) is None
        finally:
            other.close()


class TestCommand:
    def test_real_register_loads_and_reports_its_traps(self, capsys):
        path, areas = settings.DATA_DIR / "mines_gem.csv.gz", settings.DATA_DIR / "mine_boundaries_gem.geojson"
        call_command("import_mines", str(path), boundaries=areas, show=0)
        printed = capsys.readouterr().out
        assert Mine.objects.count() == 813
        codes = set(ImportProblem.objects.values_list("code", flat=True))
        assert {
            "identifier.repeated",
            "coordinates.equal",
            "coordinates.near_border",
            "coordinates.other_province",
        } <= codes
        assert "M0173" in printed
        assert "%(" not in printed
        call_command("import_mines", str(path), boundaries=areas, quiet=True)
        assert "0 new, 0 changed, 813 unchanged" in capsys.readouterr().out

    def test_a_missing_or_broken_file_is_said(self, tmp_path):
        with pytest.raises(CommandError, match="no file"):
            call_command("import_mines", str(tmp_path / "none.csv"))
        (tmp_path / "e.csv").write_bytes(b"")
        with pytest.raises(CommandError):
            call_command("import_mines", str(tmp_path / "e.csv"))

    def test_every_code_has_a_sentence(self):
        text = io.StringIO()
        for code in import_words.TEXTS:
            text.write(import_words.sentence(code, {}, {}))
        assert text.getvalue()
