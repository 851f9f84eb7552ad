"""The table of thresholds and its export."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from governance.approval.models import IndicatorThreshold
from registry.web.tables.base import FigureColumn, UiTable
from registry.web.views.exports import ExportColumn


class ThresholdTable(UiTable):
    """One threshold on each line: what it asks, of which mines, on what source."""

    caption = _("Thresholds of the eco-safety co-indicators")
    code = tables.TemplateColumn(verbose_name=_("Indicator"), template_name="governance/approval/_threshold_name.html")
    value = FigureColumn(verbose_name=_("Required"), accessor="required", orderable=False, empty_values=())
    scope = tables.TemplateColumn(
        verbose_name=_("Counts for"),
        template_name="governance/approval/_threshold_scope.html",
        orderable=False,
        empty_values=(),
    )
    source = tables.TemplateColumn(
        verbose_name=_("Source"),
        template_name="governance/approval/_threshold_source.html",
        orderable=False,
        empty_values=(),
    )
    since = tables.TemplateColumn(
        verbose_name=_("In force"), template_name="governance/approval/_threshold_validity.html", empty_values=()
    )

    class Meta:
        empty_text = _("No threshold matches.")


def _yes(row: IndicatorThreshold) -> str:
    return str(_("yes") if row.blocks else _("no"))


EXPORT_COLUMNS = (
    ExportColumn(_("Code"), lambda row: row.code),
    ExportColumn(_("Indicator"), lambda row: row.name),
    ExportColumn(_("Minimum"), lambda row: row.minimum),
    ExportColumn(_("Maximum"), lambda row: row.maximum),
    ExportColumn(_("Unit"), lambda row: row.unit),
    ExportColumn(_("Mining method"), lambda row: row.get_method_display() if row.method else ""),
    ExportColumn(_("Mineral group"), lambda row: row.mineral_group),
    ExportColumn(_("Region code"), lambda row: row.region_code),
    ExportColumn(_("Source (Chinese)"), lambda row: row.source_zh),
    ExportColumn(_("Source (English)"), lambda row: row.source_en),
    ExportColumn(_("Certainty"), lambda row: row.get_certainty_display()),
    ExportColumn(_("Blocks the approval"), _yes),
    ExportColumn(_("Valid from"), lambda row: row.valid_from),
    ExportColumn(_("Valid to"), lambda row: row.valid_to),
)
