"""What a funding plan must hold: the stage table, what is impossible, and what does not add up."""

from django.utils.translation import gettext as _

from funds.plans.models import CostItem, FundingPlan
from funds.plans.selectors import plans
from registry.base.rules import money
from registry.dossiers.selectors.sections import Content
from registry.dossiers.services import section_checks as checks
from registry.dossiers.services.section_checks import Messages, Required

Plan = Content[FundingPlan]


def _is_dual(row: CostItem) -> bool:
    return row.purpose == CostItem.Purpose.DUAL


#: What a plan must hold when it is submitted (Mineral Resources Law art. 49; 财资〔2022〕136号).
REQUIRED = (
    Required("basis"),
    Required("accrual"),
    Required("safeguards"),
    Required("opening_balance"),
    Required("items"),
    Required("items.name"),
    Required("items.purpose"),
    Required("items.year"),
    Required("items.amount"),
    Required("items.restoration_share", when=_is_dual),
    Required("items.split_basis", when=_is_dual),
    Required("years"),
    Required("years.year"),
    Required("years.restoration_accrual"),
    Required("years.safety_accrual"),
)


def never(content: Plan) -> Messages:
    """What cannot even be kept in a draft."""
    message = _("Only a dual item has a restoration share.")
    stray = {
        checks.cell("items", index, "restoration_share"): [message]
        for index, row in enumerate(content.rows["items"])
        if row.restoration_share is not None and not _is_dual(row)
    }
    return checks.merge(stray, checks.repeated(content, "years", "year", _("A year is listed twice.")))


def submission(content: Plan) -> Messages:
    """What does not add up: a year with works needs its row of funding."""
    funded = {row.year for row in content.rows["years"]}
    years = sorted({row.year for row in content.rows["items"] if row.year is not None} - funded)
    if not years or not content.rows["years"]:
        return {}
    return {"years": [_("Works without a funding row in %(years)s.") % {"years": ", ".join(map(str, years))}]}


def warnings(content: Plan) -> Messages:
    """What the reviewers should see without it stopping the submission: an account that runs short."""
    found: Messages = {}
    for account, text in (
        (plans.restoration_account(content), _("The restoration account is short of %(sum)s CNY in %(year)s.")),
        (plans.safety_account(content), _("The safety account is short of %(sum)s CNY in %(year)s.")),
    ):
        short = next((balance for balance in account if balance.closing < 0), None)
        if short is not None:
            message = text % {"sum": f"{money.to_yuan(-short.closing):,}", "year": short.year}
            found.setdefault("years", []).append(message)
    return found
