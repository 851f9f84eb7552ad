"""The table of the work queue and its export."""

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from registry.matters.models import QueueEntry
from registry.matters.selectors import kinds
from registry.web.tables.base import UiTable
from registry.web.views.exports import ExportColumn


class QueueTable(UiTable):
    """One task on each line: the case, who must act, and how long there is."""

    caption = _("Work queue")
    number = tables.TemplateColumn(verbose_name=_("Case"), template_name="governance/approval/_queue_case.html")
    task = tables.TemplateColumn(
        verbose_name=_("Task"), template_name="governance/approval/_queue_task.html", orderable=False
    )
    state = tables.TemplateColumn(
        verbose_name=_("State"), template_name="governance/approval/_queue_state.html", orderable=False
    )  # fmt: skip
    since = tables.DateColumn(verbose_name=_("Since"), short=True)
    clock = tables.TemplateColumn(
        verbose_name=_("Clock"), template_name="governance/approval/_queue_clock.html", empty_values=()
    )

    class Meta:
        empty_text = _("Nothing is waiting here.")


def _late(entry: QueueEntry) -> str:
    if entry.due_on is not None and entry.due_on < timezone.localdate():
        return _now("Overdue")
    return _now("Clock stopped") if entry.is_paused else ""


def export_columns(procedures: dict[str, str]) -> tuple[ExportColumn, ...]:
    """The columns of the export, with the names of the procedures."""

    def procedure(entry: Any) -> str:
        return procedures.get(entry.category, entry.category)

    return (
        ExportColumn(_("Case number"), lambda entry: entry.number),
        ExportColumn(_("Mine"), lambda entry: entry.matter.mine.name),
        ExportColumn(_("Applicant"), lambda entry: entry.company.name if entry.company else ""),
        ExportColumn(_("Region"), lambda entry: entry.region_code),
        ExportColumn(_("Procedure"), procedure),
        ExportColumn(_("State"), lambda entry: kinds.label_of(entry).label),
        ExportColumn(_("Task"), lambda entry: entry.task),
        ExportColumn(_("Who must act"), lambda entry: entry.organisation.name),
        ExportColumn(_("Officer"), lambda entry: str(entry.officer or "")),
        ExportColumn(_("Since"), lambda entry: entry.since),
        ExportColumn(_("Due date"), lambda entry: entry.due_on),
        ExportColumn(_("Clock"), _late),
        ExportColumn(_("Demonstration data"), lambda entry: _now("Yes") if entry.is_simulated else ""),
    )
