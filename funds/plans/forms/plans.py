"""The form of the funding plan."""

from django.utils.translation import gettext_lazy as _

from funds.plans.models import CostItem, FundingPlan, FundingYear
from funds.plans.services.plan_checks import REQUIRED
from registry.dossiers.forms.sections import RowForm, RowSpec, SectionBundle, SectionForm
from registry.web.forms.base import Section

YUAN = _("CNY")


class PlanForm(SectionForm):
    """Basis of the estimate and funding."""

    table = REQUIRED
    units = {"opening_balance": YUAN}
    sections = (
        Section("estimate", _("Estimate and funding"), ("basis", "accrual", "safeguards", "opening_balance")),
    )  # fmt: skip

    class Meta:
        model = FundingPlan
        fields = ("basis", "accrual", "safeguards", "opening_balance")


class ItemForm(RowForm):
    """A work item."""

    table = REQUIRED
    relation = "items"
    units = {"amount": YUAN, "restoration_share": "%"}
    spans = {"name": 13, "purpose": 7, "year": 4, "amount": 8, "restoration_share": 6, "split_basis": 10}

    class Meta:
        model = CostItem
        fields = ("name", "purpose", "year", "amount", "restoration_share", "split_basis")


class YearForm(RowForm):
    """A funding year."""

    table = REQUIRED
    relation = "years"
    units = {"restoration_accrual": YUAN, "safety_accrual": YUAN}
    spans = {"year": 4, "restoration_accrual": 9, "safety_accrual": 9}

    class Meta:
        model = FundingYear
        fields = ("year", "restoration_accrual", "safety_accrual")


class PlanBundle(SectionBundle):
    """The plan with work items and funding years."""

    form_class = PlanForm
    row_specs = (
        RowSpec(
            ItemForm, _("Work items"),
            _("Restoration money and safety money are never mixed: a dual item is split by a documented key."),
        ),
        RowSpec(YearForm, _("Funding by year"), _("One row for each year with works."), is_table=True),
    )  # fmt: skip
