"""The table of substitutions and its export."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.approval.models import Substitution
from governance.approval.selectors.seats import substitutions
from registry.web.tables.base import UiTable
from registry.web.views.exports import ExportColumn

#: The tone of each state, for its status tag.
TONES = {substitutions.CURRENT: "ok", substitutions.COMING: "wait", substitutions.PAST: "muted"}


class SubstitutionTable(UiTable):
    """One substitution on each line; the head ends it there."""

    caption = _("Substitutions")
    officer = tables.Column(verbose_name=pgettext_lazy("substitution", "Away"), orderable=False)
    substitute = tables.TemplateColumn(
        verbose_name=_("Stands in"), template_name="governance/approval/_substitution_substitute.html", orderable=False
    )
    since = tables.DateColumn(verbose_name=_("First day"), accessor="valid_from", format="Y-m-d", orderable=False)
    until = tables.DateColumn(verbose_name=_("Last day"), accessor="valid_to", format="Y-m-d")
    state = tables.TemplateColumn(
        verbose_name=_("State"),
        template_name="governance/approval/_substitution_state.html",
        orderable=False,
        empty_values=(),
    )

    class Meta:
        empty_text = _("Nobody stands in for anybody.")


EXPORT_COLUMNS = (
    ExportColumn(_("Department"), lambda row: row.organisation.name),
    ExportColumn(pgettext_lazy("substitution", "Away"), lambda row: str(row.officer)),
    ExportColumn(_("Stands in"), lambda row: str(row.substitute)),
    ExportColumn(_("First day"), lambda row: row.valid_from),
    ExportColumn(_("Last day"), lambda row: row.valid_to),
    ExportColumn(_("Reason"), lambda row: row.reason),
    ExportColumn(_("Named by"), lambda row: str(row.made_by)),
)


def described(rows: list[Substitution], headed: set[int]) -> list[Substitution]:
    """Put beside each row what its cells show: its state, and whether this reader may end it."""
    names = dict(substitutions.STATES)
    for row in rows:
        state = substitutions.state(row)
        vars(row)["state_name"], vars(row)["tone"] = names[state], TONES[state]
        vars(row)["may_end"] = row.organisation_id in headed and substitutions.may_end(row)
    return rows
