"""The table of decided cases with what they took, and its export."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.approval.models import CaseFigure
from registry.web.tables.base import FigureColumn, UiTable
from registry.web.views.exports import ExportColumn


class FigureTable(UiTable):
    """One decided case on each line."""

    caption = _("Decided cases")
    case = tables.TemplateColumn(
        verbose_name=_("Case"), template_name="governance/approval/_figure_case.html", orderable=False
    )  # fmt: skip
    decided = tables.DateColumn(verbose_name=_("Decided"), accessor="decided_on", short=True)
    real = FigureColumn(verbose_name=_("Days in reality"), accessor="days_real", orderable=False)
    serial = FigureColumn(verbose_name=_("Days in series"), accessor="days_serial", orderable=False)
    saved = FigureColumn(verbose_name=_("Days saved"), empty_values=(), orderable=False)
    paused = FigureColumn(verbose_name=_("Days stopped"), accessor="days_paused", orderable=False)
    rounds = FigureColumn(verbose_name=_("Rounds"), orderable=False)
    in_time = tables.Column(verbose_name=_("In time"), accessor="on_time", orderable=False)

    class Meta:
        empty_text = _("No decided case matches.")

    def render_saved(self, record: CaseFigure) -> str:
        """Negative where joint work took longer."""
        return "—" if (days := saved(record)) is None else f"{days:+d}"

    def render_in_time(self, value: bool) -> str:
        """Whether the decision came within its period."""
        return _now("Yes") if value else _now("No")


def saved(record: CaseFigure) -> int | None:
    """Days in series minus days in reality."""
    if record.days_real is None or record.days_serial is None:
        return None
    return record.days_serial - record.days_real


def export_columns(procedures: dict[str, str]) -> tuple[ExportColumn, ...]:
    """The columns of the export, with the names of the procedures."""

    def procedure(row: Any) -> str:
        return procedures.get(row.procedure_code, row.procedure_code)

    return (
        ExportColumn(_("Case number"), lambda row: row.case.number),
        ExportColumn(_("Mine"), lambda row: row.case.mine.name),
        ExportColumn(_("Procedure"), procedure),
        ExportColumn(_("Region"), lambda row: row.region_code),
        ExportColumn(_("Mining method"), lambda row: row.method),
        ExportColumn(_("Size of the mine"), lambda row: row.size),
        ExportColumn(_("Outcome"), lambda row: row.outcome),
        ExportColumn(_("Accepted"), lambda row: row.accepted_on),
        ExportColumn(_("Decided"), lambda row: row.decided_on),
        ExportColumn(_("Days in reality"), lambda row: row.days_real),
        ExportColumn(_("Days in series"), lambda row: row.days_serial),
        ExportColumn(_("Days saved"), saved),
        ExportColumn(_("Days stopped"), lambda row: row.days_paused),
        ExportColumn(_("Pauses"), lambda row: row.pauses),
        ExportColumn(_("Rounds"), lambda row: row.rounds),
        ExportColumn(_("In time"), lambda row: _now("Yes") if row.on_time else _now("No")),
        ExportColumn(_("Version of the calendar"), lambda row: row.calendar_version),
        ExportColumn(_("Demonstration data"), lambda row: _now("Yes") if row.is_simulated else ""),
    )
