"""The tables of the public lists and their open-data columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.approval.models import Decision
from governance.approval.selectors.clocks import clocks
from registry.calendar.rules import clock as rules
from registry.calendar.selectors import calendars
from registry.mines.models import Mine
from registry.web.tables.base import FigureColumn, UiTable
from registry.web.views.exports import ExportColumn

CHUNK = 200


class DecisionTable(UiTable):
    """One signed decision on each line."""

    caption = _("Decisions")
    number = tables.TemplateColumn(
        verbose_name=_("Document number"),
        template_name="governance/approval/_public_decision_cell.html",
        orderable=False,
    )
    mine = tables.TemplateColumn(
        verbose_name=_("Mine"), template_name="governance/approval/_public_decision_mine.html", orderable=False
    )
    outcome = tables.TemplateColumn(
        verbose_name=_("Outcome"), template_name="governance/approval/_public_outcome.html", orderable=False
    )
    days = FigureColumn(verbose_name=_("Working days used"), empty_values=(), orderable=False)
    decided = tables.DateColumn(verbose_name=_("Decided on"), accessor="countersigned_at", short=True, orderable=False)

    class Meta:
        empty_text = _("No decision matches.")

    def render_days(self, record: Decision) -> str:
        """The days of the decision clock, or a dash beyond the announced calendar."""
        used = getattr(record, "days_used", None)
        return "—" if used is None else str(used)


class MineTable(UiTable):
    """One mine of the register on each line."""

    caption = _("Mines")
    name = tables.TemplateColumn(
        verbose_name=_("Mine"), template_name="governance/approval/_public_mine_cell.html", orderable=False
    )
    region = tables.TemplateColumn(
        verbose_name=_("Region"), template_name="governance/approval/_public_place.html", orderable=False
    )
    mineral = tables.Column(verbose_name=_("Mineral"), accessor="get_mineral_display", orderable=False)
    stage = tables.Column(verbose_name=_("Stage"), accessor="get_stage_display", orderable=False)
    capacity = FigureColumn(verbose_name=_("Capacity, Mt a year"), orderable=False)

    class Meta:
        empty_text = _("No mine matches.")

    def render_capacity(self, record: Mine) -> str:
        """Without the zeros that the column keeps behind the point."""
        return f"{record.capacity.normalize():f}" if record.capacity is not None else "—"


@dataclass(frozen=True)
class Measured:
    """A decision with what was measured on its case."""

    decision: Decision
    used: int | None
    serial: int | None
    passed: int | None


def measured(rows: QuerySet[Decision]) -> Iterator[Measured]:
    """Decisions with the days of their clocks, read in chunks."""
    source, table, today = rows.iterator(chunk_size=CHUNK), calendars.table(), timezone.localdate()
    while chunk := list(islice(source, CHUNK)):
        readings = clocks.of_cases([row.case for row in chunk])
        for row in chunk:
            found = readings[row.case_id]
            used = next((one.shown.days_used for one in found if one.clock == clocks.Clock.DECISION), None)
            seats = [one.shown for one in clocks.measured(found)]
            compared = rules.serial_counterfactual(seats, table, today)
            yield Measured(row, used, compared.seat_days, compared.days_passed)


DECISION_COLUMNS = (
    ExportColumn(_("Document number"), lambda row: row.decision.document_number),
    ExportColumn(_("Case number"), lambda row: row.decision.case.number),
    ExportColumn(_("Title"), lambda row: row.decision.case.title_zh),
    ExportColumn(_("Mine"), lambda row: row.decision.case.mine.name),
    ExportColumn(_("Mine identifier"), lambda row: row.decision.case.mine.identifier),
    ExportColumn(_("Region code"), lambda row: row.decision.case.region_code),
    ExportColumn(_("Applicant"), lambda row: row.decision.case.applicant.name),
    ExportColumn(_("Outcome"), lambda row: row.decision.get_outcome_display()),
    ExportColumn(_("Accepted"), lambda row: row.decision.case.accepted_at),
    ExportColumn(_("Decided"), lambda row: row.decision.countersigned_at),
    ExportColumn(_("Working days used"), lambda row: row.used),
    ExportColumn(_("Working days of the departments one after the other"), lambda row: row.serial),
    ExportColumn(_("Working days the parallel review took"), lambda row: row.passed),
    ExportColumn(_("Verification code"), lambda row: row.decision.verification_code),
    ExportColumn(
        _("Demonstration data"),
        lambda row: _("yes") if row.decision.case.is_simulated else _("no"),
    ),
)
MINE_COLUMNS = (
    ExportColumn(_("Mine identifier"), lambda mine: mine.identifier),
    ExportColumn(_("Chinese name"), lambda mine: mine.name_zh),
    ExportColumn(_("English name"), lambda mine: mine.name_en),
    ExportColumn(_("Region code"), lambda mine: mine.region_code),
    ExportColumn(_("Mineral"), lambda mine: mine.get_mineral_display()),
    ExportColumn(_("Stage"), lambda mine: mine.get_stage_display()),
    ExportColumn(_("Mining method"), lambda mine: mine.get_method_display()),
    ExportColumn(_("Capacity, Mt a year"), lambda mine: mine.capacity),
    ExportColumn(_("Holder as registered"), lambda mine: mine.holder_name),
    ExportColumn(_("Source"), lambda mine: mine.source),
    ExportColumn(_("Demonstration data"), lambda mine: _("yes") if mine.is_simulated else _("no")),
)
