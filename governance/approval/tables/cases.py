"""The table of cases and its export."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from registry.web.tables.base import UiTable
from registry.web.views.exports import ExportColumn


class CaseTable(UiTable):
    """One case on each line, with its state and its clock."""

    caption = _("Cases")
    number = tables.TemplateColumn(verbose_name=_("Case"), template_name="governance/approval/_case_cell.html")
    mine = tables.TemplateColumn(
        verbose_name=_("Mine"), template_name="governance/approval/_case_mine.html", orderable=False
    )
    state = tables.TemplateColumn(
        verbose_name=_("State"), template_name="governance/approval/_case_state.html", orderable=False
    )
    clock = tables.TemplateColumn(
        verbose_name=_("Clock"), template_name="governance/approval/_case_clock.html", orderable=False, empty_values=()
    )
    created = tables.DateColumn(verbose_name=_("Opened"), accessor="created_at", short=True)

    class Meta:
        empty_text = _("No case matches.")


EXPORT_COLUMNS = (
    ExportColumn(_("Case number"), lambda case: case.number),
    ExportColumn(_("Title"), lambda case: case.title_zh),
    ExportColumn(_("Mine"), lambda case: case.mine.name),
    ExportColumn(_("Applicant"), lambda case: case.applicant.name),
    ExportColumn(_("Region"), lambda case: case.region_code),
    ExportColumn(_("State"), lambda case: case.get_state_display()),
    ExportColumn(_("Submitted"), lambda case: case.submitted_at),
    ExportColumn(_("Accepted"), lambda case: case.accepted_at),
    ExportColumn(_("Decided"), lambda case: case.decided_at),
)
