"""The checks of a case in the shapes that their page and panel show."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from governance.approval.forms.checks import RecordForm, form_for
from governance.approval.models import Case, CheckKind, CheckState
from governance.approval.policies import case_states
from governance.approval.policies.checks import CheckPolicy
from governance.approval.rules.indicators import gauges, indicator_evidence
from governance.approval.rules.indicators.gauges import Gauge
from governance.approval.rules.indicators.thresholds import Limits
from governance.approval.selectors.checks.check_steps import Step, next_step
from governance.approval.selectors.checks.checks import CheckRow, Checks, is_chinese
from governance.approval.services.checks import checks as services
from registry.base.models.catalogues import Certainty
from registry.dossiers.views.section_pages import Fact
from registry.scope.models import User
from registry.scope.policies.base import Denied

Group = CheckKind.Group
GROUP_ICONS = {Group.SPATIAL: "map", Group.INDICATOR: "gauge", Group.GATE: "scale"}
CERTAINTY = {
    Certainty.VERIFIED: ("ok", "book-check"),
    Certainty.LIKELY: ("warn", "circle-question-mark"),
    Certainty.DESIGN: ("info", "drafting-compass"),
}


@dataclass(frozen=True)
class Look:
    """How a result is shown: colour, icon and word say the same."""

    tone: str
    icon: str
    label: str


@dataclass(frozen=True)
class Item:
    """One check on the page: what was found, what to do, and the form of who may record it."""

    row: CheckRow
    look: Look
    facts: list[Fact]
    step: Step | None
    certainty: Look | None
    form: RecordForm | None = None
    reason: Any = ""
    is_open: bool = False
    gauge: Gauge | None = None


@dataclass(frozen=True)
class GroupShown:
    """The checks of one group."""

    key: str
    label: Any
    icon: str
    items: list[Item]

    @property
    def standing(self) -> int:
        """How many of them stand in the way."""
        return sum(item.row.is_blocking for item in self.items)


def look(row: CheckRow) -> Look:
    """The look of a row; a lifted and an advisory one are named as such."""
    if row.is_agreed:
        return Look("ok", "handshake", pgettext("check", "Passed by agreement"))
    if row.state == CheckState.PASS:
        return Look("ok", "circle-check-big", row.word)
    if row.is_lifted:
        return Look("info", "gavel", pgettext("check", "Lifted"))
    if not row.blocks:
        return Look("warn", "triangle-alert", _("%(state)s, advice only") % {"state": row.word})
    if row.state == CheckState.FAIL:
        return Look("bad", "circle-x", row.word)
    return Look("warn", "circle-question-mark", row.word)


def groups(
    found: Checks, case: Case, user: User, *, typed: tuple[str, RecordForm] | None = None, plain: bool = False
) -> list[GroupShown]:
    """The groups that have checks; `typed` is a form that was refused, `plain` leaves out what officers do."""
    recorded = set() if plain else set(services.recorded_codes(case))
    shown = []
    for group in Group:
        items = [_item(row, case, user, typed, recorded) for row in found.of(group)]
        if items:
            shown.append(GroupShown(str(group), group.label, GROUP_ICONS[group], items))
    return shown


def _item(row: CheckRow, case: Case, user: User, typed: tuple[str, RecordForm] | None, recorded: set[str]) -> Item:
    form, reason, is_open = None, "", False
    if row.code in recorded and case.state in case_states.CHECKED:
        verdict = CheckPolicy().check_record(user, case, row.code)
        if isinstance(verdict, Denied):
            reason = verdict.reason
        else:
            is_open = typed is not None and typed[0] == row.code
            form = typed[1] if typed and is_open else form_for(row.code)(auto_id=f"id_{row.code}_%s")
    certainty = None
    if row.kind:
        tone, icon = CERTAINTY[Certainty(row.certainty)]
        certainty = Look(tone, icon, str(Certainty(row.certainty).label))
    return Item(row, look(row), facts(row), next_step(row, case), certainty, form, reason, is_open, _gauge(row))


def _limits(row: CheckRow) -> Limits | None:
    """The threshold against which a stored indicator was judged."""
    found = next((one for one in row.result.details if "threshold" in one), None) if row.result else None
    if row.result is None or found is None:
        return None
    low, high = (Decimal(found[name]) if found.get(name) else None for name in ("minimum", "maximum"))
    return Limits(code=row.code, unit=row.result.unit, minimum=low, maximum=high)


def _gauge(row: CheckRow) -> Gauge | None:
    limits = _limits(row)
    if limits is None or row.result is None:
        return None
    return gauges.lay_out(row.result.value, limits.minimum, limits.maximum)


def facts(row: CheckRow) -> list[Fact]:
    """Date, figure, hectares and metres of a result, those that there are."""
    result = row.result
    if result is None:
        return []
    found = []
    if result.data_date:
        found.append(Fact(_("Data of"), formats.date_format(result.data_date, "DATE_FORMAT")))
    if result.value is not None:
        language = 0 if is_chinese() else 1
        found.append(Fact(_("Value"), indicator_evidence.figure(result.value, result.unit, language)))
        if limits := _limits(row):
            found.append(Fact(_("Required"), indicator_evidence.requirement(limits, language)))
    if result.area is not None:
        found.append(Fact(_("Overlap"), _figure(result.area), _("ha")))
    if result.distance is not None:
        found.append(Fact(_("Distance"), _figure(result.distance), _("m")))
    return found


def _figure(value: Decimal) -> str:
    """A figure without idle zeros, as the language writes it."""
    return formats.number_format(value.normalize() + 0, use_l10n=True, force_grouping=True)
