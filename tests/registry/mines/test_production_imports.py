"""Files of production: every bad row is told with line, column and reason, and nothing is guessed or doubled."""

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from registry.base.rules.errors import Incomplete, NotAllowed
from registry.mines.models import Change, ImportProblem, ImportRun, Production
from registry.mines.policies import imports
from registry.mines.rules import production_columns
from registry.mines.selectors import import_words
from registry.mines.services import production
from registry.mines.services.imports import reading, runs
from registry.scope.models import Role
from registry.scope.rules.grants import System
from tests.factories.memberships import member
from tests.factories.mines import MineFactory, held_mine
from tests.factories.organisations import emergency, finance, natural_resources

pytestmark = pytest.mark.django_db
LOADER = System("tests")
HEADS = (
    "矿山编号",
    "月份",
    "产品",
    "产量（吨）",
    "销量（吨）",
    "不含税销售额（元）",
    "期末从业人数",
    "异常数值已核实",
    "依据",
)
GOOD = ("M1", "2026-03", "原煤", "98000", "95500", "52525000", "", "", "月度统计表")


@pytest.fixture(autouse=True)
def _mine(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    held_mine(identifier="M1")
    with translation.override("en"):
        yield


def write(path: Path, *rows: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> Path:
    path.write_text("\n".join(",".join(row) for row in (heads, *rows)), encoding="utf-8")
    return path


def run(path: Path, *, is_dry_run: bool = False) -> ImportRun:
    return runs.run_file(path, by=LOADER, is_dry_run=is_dry_run, kind=ImportRun.Kind.PRODUCTION)


def changed(**fields: str) -> tuple[str, ...]:
    places = {"identifier": 0, "month": 1, "product": 2, "output": 3, "sold": 4, "sales": 5, "people": 6, "checked": 7}
    row = list(GOOD)
    for name, value in fields.items():
        row[places[name]] = value
    return tuple(row)


def told() -> list[tuple[int, str, str]]:
    return [(row.line, row.column, row.code) for row in ImportProblem.objects.order_by("id")]


def test_a_dry_run_counts_and_changes_nothing(tmp_path) -> None:
    done = run(write(tmp_path / "p.csv", GOOD, changed(month="2026-04")), is_dry_run=True)
    assert (done.state, done.created_count, done.bad_count) == ("done", 2, 0)
    assert not Production.objects.exists()
    assert not Change.objects.exists()


def test_good_rows_are_loaded_with_the_run_as_their_source(tmp_path) -> None:
    done = run(write(tmp_path / "p.csv", GOOD))
    row = Production.objects.get()
    assert (row.output, row.sold, row.sales) == (Decimal(98000), Decimal(95500), Decimal(52_525_000))
    assert (row.source_kind, row.source_key, row.note) == ("registry.import", str(done.pk), "月度统计表")
    assert Change.objects.get().row_key == row.pk


def test_the_same_file_twice_changes_nothing_and_a_changed_line_is_a_new_version(tmp_path) -> None:
    run(write(tmp_path / "p.csv", GOOD, changed(month="2026-04")))
    again = run(write(tmp_path / "p.csv", GOOD, changed(month="2026-04")))
    assert (again.created_count, again.changed_count, again.unchanged_count) == (0, 0, 2)
    third = run(write(tmp_path / "p.csv", GOOD, changed(month="2026-04", output="97000")))
    assert (third.changed_count, third.unchanged_count) == (1, 1)
    assert Production.objects.filter(version=2, is_current=True).get().output == Decimal(97000)
    assert Production.objects.count() == 3


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (changed(identifier=""), "矿山编号", "value.missing"),
        (changed(identifier="M9"), "矿山编号", "production.no_mine"),
        (changed(month=""), "月份", "value.missing"),
        (changed(month="2026-13"), "月份", "month.not_a_month"),
        (changed(month="2999-01"), "月份", "month.in_future"),
        (changed(month="2001-01"), "月份", "month.before_opening"),
        (changed(product=""), "产品", "value.missing"),
        (changed(product="金粉"), "产品", "value.unknown"),
        (changed(output="-5"), "产量（吨）", "number.negative"),
        (changed(output="9.8万吨"), "产量（吨）", "number.not_a_number"),
        (changed(output="98000吨"), "产量（吨）", "number.not_a_number"),
        (changed(output="1e30"), "产量（吨）", "number.out_of_range"),
        (changed(output="NaN"), "产量（吨）", "number.not_finite"),
        (changed(output="98000.123"), "产量（吨）", "number.too_many_places"),
        (changed(output="9.8"), "产量（吨）", "production.unusual_output"),
        (changed(sales="5252"), "不含税销售额（元）", "production.unusual_price"),
        (changed(people="3"), "期末从业人数", "production.figure_of_mine"),
        (changed(product="全矿", output="", sold="", sales="", people="3.5"), "期末从业人数", "number.not_whole"),
        (changed(output="", sold="", sales=""), "产量（吨）", "production.no_figure"),
        (changed(checked="也许"), "异常数值已核实", "production.confirmed_unknown"),
        ((*GOOD, "", "one more"), "", "row.too_many_cells"),
    ],
)
def test_every_bad_row_is_told_with_line_column_and_reason(tmp_path, row, column, code) -> None:
    done = run(write(tmp_path / "p.csv", changed(month="2025-01"), row))
    assert (3, column, code) in told()
    assert (done.created_count, done.bad_count) == (1, 1)
    assert Production.objects.count() == 1
    for problem in ImportProblem.objects.all():
        text = import_words.sentence(problem.code, problem.params)
        assert text
        assert "%(" not in text


def test_unusual_figures_pass_when_the_file_says_they_were_checked(tmp_path) -> None:
    run(write(tmp_path / "p.csv", changed(output="9.8", checked="是")))
    assert Production.objects.get().is_confirmed


def test_a_repeated_month_counts_once(tmp_path) -> None:
    whole = changed(product="全矿", output="", sold="", sales="", people="412")
    run(write(tmp_path / "p.csv", GOOD, changed(output="97000"), whole))
    assert told() == [(3, "月份", "production.repeated")]
    assert Production.objects.get(product="raw_coal").output == Decimal(98000)
    assert Production.objects.get(product="mine").people == 412


@pytest.mark.parametrize("head", ["产量（万吨）", "产量", "销售额（万元）", "Output (10⁴ t)", "综合能耗（千瓦时）"])
def test_another_unit_in_the_head_is_refused_as_a_whole(tmp_path, head) -> None:
    heads = tuple(head if place == 3 else name for place, name in enumerate(HEADS))
    done = run(write(tmp_path / "p.csv", GOOD, heads=heads))
    assert (done.state, done.failure["code"]) == ("failed", "file.other_unit")
    assert head in import_words.failure(done)
    assert not Production.objects.exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [("", "file.empty"), ("只有标题\n", "file.columns_missing"), (",".join(HEADS), "file.no_rows")],
)
def test_a_file_that_cannot_be_read(tmp_path, content, code) -> None:
    (tmp_path / "p.csv").write_text(content, encoding="utf-8")
    assert run(tmp_path / "p.csv").failure["code"] == code


def test_a_workbook_with_a_title_real_dates_and_arithmetic(tmp_path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "说明"
    sheet = book.create_sheet("数据")
    sheet.append(["2026年生产统计"])
    sheet.append(list(HEADS))
    sheet.append(["M1", dt.datetime(2026, 3, 1), "原煤", 0.1 + 0.2 + 97999.7, 95500, 52525000, None, None, "统计表"])
    book.save(tmp_path / "p.xlsx")
    run(tmp_path / "p.xlsx")
    assert told() == []
    assert Production.objects.get().output == Decimal(98000)


def test_a_run_that_broke_off_goes_on_where_it_was(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(reading, "BATCH", 1)
    path = write(tmp_path / "p.csv", *(changed(month=f"2026-0{month}") for month in (1, 2, 3)))
    write_months, calls = production.write, []

    def broken(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("The server was killed.")
        return write_months(*args, **kwargs)

    monkeypatch.setattr(production, "write", broken)
    with pytest.raises(RuntimeError):
        run(path)
    stopped = ImportRun.objects.get()
    assert (stopped.rows_read, Production.objects.count()) == (1, 1)


class TestByPeople:
    def upload(self, *rows: tuple[str, ...]) -> SimpleUploadedFile:
        text = "\n".join(",".join(row) for row in (HEADS, *rows))
        return SimpleUploadedFile("p.csv", text.encode(), content_type="text/csv")

    def test_checked_then_loaded_within_the_territory(self) -> None:
        MineFactory(identifier="AWAY", region_code="140212")
        officer = member(Role.REVIEWER, emergency("150600"))
        checked = runs.start(self.upload(GOOD, changed(identifier="AWAY")), by=officer, kind="production")
        runs.execute(checked.pk)
        checked.refresh_from_db()
        assert (checked.created_count, checked.bad_count, checked.is_dry_run) == (1, 1, True)
        assert ImportProblem.objects.get().code == "row.other_territory"
        loading = runs.load(checked.pk, by=officer)
        runs.execute(loading.pk)
        row = Production.objects.get()
        assert (row.entered_by, row.source_key) == (officer, str(loading.pk))
        assert row.at <= timezone.now()

    def test_who_may_import_what(self) -> None:
        land, safety = (member(Role.REVIEWER, body("150600")) for body in (natural_resources, emergency))
        assert imports.policy.kinds(land) == ["mines", "production"]
        assert imports.policy.kinds(safety) == ["production"]
        with pytest.raises(NotAllowed):
            runs.start(self.upload(GOOD), by=safety, kind="mines")
        with pytest.raises(NotAllowed):
            runs.start(self.upload(GOOD), by=member(Role.REVIEWER, finance("150600")), kind="production")
        run_of_land = runs.start(self.upload(GOOD), by=land, kind="mines")
        colleague = member(Role.REVIEWER, emergency("150600"))
        assert run_of_land not in imports.policy.scope(colleague)

    @pytest.mark.parametrize(
        ("given", "fields"),
        [
            ({"kind": "weather"}, {"kind"}),
            ({"kind": "production", "boundaries": io.BytesIO(b"{}")}, {"boundaries"}),
        ],
    )
    def test_faults_of_handing_in(self, given, fields) -> None:
        with pytest.raises(Incomplete) as caught:
            runs.start(self.upload(GOOD), by=member(Role.REVIEWER, natural_resources("150600")), **given)
        assert set(caught.value.fields) == fields


def test_the_template_names_every_column_in_both_languages() -> None:
    for place in (0, 1):
        heads = production_columns.read([pair[place] for pair in production_columns.TEMPLATE.values()])
        assert set(heads.positions) == set(production_columns.TEMPLATE)
        assert (heads.unknown, heads.other_units, heads.missing) == ((), (), [])
    assert set(production_columns.PRODUCTS.values()) == set(Production.Product.values)
