"""The table of obligations and its export."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from registry.matters.selectors import obligations
from registry.web.tables.base import UiTable
from registry.web.views.exports import ExportColumn


class ObligationTable(UiTable):
    """One obligation on each line, with its due date and its state."""

    caption = _("Obligations")
    text = tables.TemplateColumn(
        verbose_name=_("Obligation"), template_name="governance/approval/_obligation_cell.html", orderable=False
    )
    verifier = tables.Column(verbose_name=_("Verified by"), accessor="verifier__name", orderable=False)
    due = tables.TemplateColumn(verbose_name=_("Due"), template_name="governance/approval/_obligation_due.html")
    state = tables.TemplateColumn(
        verbose_name=_("State"), template_name="governance/approval/_obligation_state.html", orderable=False
    )

    class Meta:
        empty_text = _("No obligation matches.")


EXPORT_COLUMNS = (
    ExportColumn(_("Obligation"), lambda row: row.text),
    ExportColumn(_("Mine"), lambda row: row.mine.name),
    ExportColumn(_("Company"), lambda row: row.holder.name),
    ExportColumn(_("Decision"), lambda row: row.source),
    ExportColumn(_("Case number"), lambda row: row.matter.number),
    ExportColumn(_("Verified by"), lambda row: row.verifier.name),
    ExportColumn(_("Due"), lambda row: row.due_on),
    ExportColumn(_("State"), lambda row: row.get_state_display()),
    ExportColumn(_("Overdue"), lambda row: _("yes") if obligations.is_overdue(row) else _("no")),
    ExportColumn(_("What proves it"), lambda row: row.evidence),
)
