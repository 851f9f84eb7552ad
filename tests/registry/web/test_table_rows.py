"""How rows of a table are drawn: values, choices, defaults, methods, templates, and what must be escaped."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import django_tables2 as tables
import pytest
from django.template import Context
from django.utils import translation
from django.utils.safestring import mark_safe

from registry.mines.models import Mine
from registry.web.tables import cells, rows
from registry.web.tables.base import FigureColumn, UiTable


class Sample(UiTable):
    name = tables.Column(verbose_name="Name")
    body = tables.Column(verbose_name="Body", accessor="owner__name")
    figure = FigureColumn(verbose_name="Fi<gure")
    day = tables.DateColumn(verbose_name="Day", format="Y-m-d")
    note = tables.Column(verbose_name="Note", default="nothing")
    shown = tables.Column(verbose_name="Shown", empty_values=())
    stage = tables.TemplateColumn(verbose_name="Stage", template_name="governance/approval/_case_mine.html")

    def render_figure(self, value: Decimal) -> str:
        return f"{value:.1f}"

    def render_shown(self, record: SimpleNamespace) -> str:
        return f"<{record.name}>"


def record(**given: object) -> SimpleNamespace:
    known = {"name": "A & B", "owner": SimpleNamespace(name="Body"), "figure": Decimal("2.25"), "note": "noted"}
    known |= {"day": dt.date(2026, 12, 1), "mine": SimpleNamespace(name="M"), "applicant": SimpleNamespace(name="C")}
    return SimpleNamespace(**known | given)


def drawn(*records: object) -> str:
    return rows.drawn(Sample(records), Context({}))


def test_a_row_holds_every_cell_with_the_name_of_its_column() -> None:
    assert drawn(record()).replace("\n", "") == (
        '<tr><th scope="row" class="mg-c-name">A &amp; B</th><td class="mg-c-body" data-l="Body">Body</td>'
        '<td class="mg-c-figure mg-fig" data-l="Fi&lt;gure">2.2</td><td class="mg-c-day" data-l="Day">2026-12-01</td>'
        '<td class="mg-c-note" data-l="Note">noted</td><td class="mg-c-shown" data-l="Shown">&lt;A &amp; B&gt;</td>'
        '<td class="mg-c-stage" data-l="Stage">M<small class="mg-muted d-block">C</small></td></tr>'
    )


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"note": ""}, 'data-l="Note">nothing<'),
        ({"note": None}, 'data-l="Note">nothing<'),
        ({"owner": None}, 'data-l="Body">—<'),
        ({"figure": None}, 'data-l="Fi&lt;gure">—<'),
        ({"figure": Decimal(0)}, 'data-l="Fi&lt;gure">0.0<'),
        ({"day": None}, 'data-l="Day">—<'),
        ({"note": mark_safe("<b>safe</b>")}, 'data-l="Note"><b>safe</b><'),
    ],
)
def test_what_is_empty_shows_the_columns_default(given: dict[str, object], shown: str) -> None:
    assert shown in drawn(record(**given))


def test_a_value_that_the_record_does_not_have_is_a_fault() -> None:
    with pytest.raises(AttributeError):
        drawn(SimpleNamespace(name="A"))


def test_a_choice_is_read_as_its_words() -> None:
    class Stages(UiTable):
        stage = tables.Column(verbose_name="Stage")

    with translation.override("en"):
        assert ">Closing<" in rows.drawn(Stages([Mine(stage="closing")]), Context({}))


def test_a_method_asks_for_the_record_or_the_value() -> None:
    class Odd(UiTable):
        name = tables.Column(verbose_name="Name")

        def render_name(self, record: object, column: object) -> str:
            return ""

    with pytest.raises(TypeError, match="render_name"):
        rows.drawn(Odd([record()]), Context({}))


def test_a_tag_of_plain_letters_is_not_that_of_markup() -> None:
    markup = "<i>one</i>"
    assert markup in cells.status(mark_safe(markup), "ok")
    assert markup not in cells.status(markup, "ok")


def test_a_link_escapes_its_parts() -> None:
    assert (
        cells.link('/"', "<a>", "<b>")
        == '<a class="mg-mine-l" href="/&quot;"><b>&lt;a&gt;</b><small>&lt;b&gt;</small></a>'
    )
