"""What a page shows of a funding plan; sums are shown in 10⁴ CNY, tables keep the fen."""

from decimal import Decimal

from django.utils.translation import gettext as _

from funds.plans.models import CostItem, FundingPlan
from funds.plans.policies.plans import FundingPlanPolicy
from funds.plans.rules.costs import Balance, CostTotals
from funds.plans.selectors import plans
from registry.base.rules import bars, money
from registry.dossiers.selectors.sections import Content
from registry.dossiers.views import section_pages as pages
from registry.dossiers.views.section_pages import Fact, Shown
from registry.mines.models import Mine
from registry.mines.selectors.panels import Panel
from registry.scope.models import User
from registry.web.views.charts import Cell, Chart, Series, Table

ITEM_COLUMNS = ("name", "purpose", "year", "amount", "restoration_share", "split_basis")
TEXTS = ("basis", "accrual", "safeguards")


def shown(content: Content[FundingPlan], *, is_brief: bool = False) -> Shown:
    """Facts and charts; the whole view adds the accounts, the items and the texts."""
    totals = plans.cost_totals(content)
    accrued = {name: sum(years.values()) for name, years in plans.accruals(content).items()}
    unit = _("10⁴ CNY")
    page = Shown(
        facts=[
            Fact(_("Cost of all works"), wan(totals.total), unit),
            Fact(_("From the restoration account"), wan(totals.restoration), unit, term="Restoration fund"),
            Fact(_("From the safety account"), wan(totals.safety), unit, term="Safety production expense"),
            Fact(
                _("Restoration money at hand"),
                wan(money.to_fen(content.section.opening_balance or 0) + accrued["restoration"]),
                unit,
                note=_("opening balance and accruals"),
            ),
        ],
        charts=[_by_year(totals), _by_purpose(totals)],
    )
    if not is_brief:
        _whole(page, content)
    return page


def panel(mine: Mine, user: User) -> Panel | None:
    """The approved plan on the page of a mine, for those who may see it."""
    plan = FundingPlanPolicy().scope(user).filter(mine=mine, status=FundingPlan.Status.APPROVED).first()
    if plan is None:
        return None
    context = {"shown": shown(plans.read(plan), is_brief=True), "plan": plan}
    return Panel(_("Approved funding plan"), "components/section_panel.html", context)


def wan(fen: int) -> str:
    """Fen shown in 10⁴ CNY with two decimals."""
    return pages.figure(Decimal(fen) / 1_000_000)


def _series() -> list[Series]:
    return [
        Series("eco", _("Restoration account"), "leaf"),
        Series("saf", _("Safety account"), "hard-hat"),
    ]


def _by_year(totals: CostTotals) -> Chart:
    rows = [
        (
            str(year),
            [
                bars.Given(
                    [bars.Part("eco", Decimal(cost.restoration)), bars.Part("saf", Decimal(cost.safety))],
                    wan(cost.total),
                )
            ],
        )
        for year, cost in totals.years.items()
    ]
    title = _("Cost by year and account")
    head = [_("Year"), _("Restoration"), _("Safety"), _("Total"), _("Of which dual items")]
    cells = [
        [Cell(str(year))] + [Cell(wan(fen), True) for fen in (cost.restoration, cost.safety, cost.total, cost.dual)]
        for year, cost in totals.years.items()
    ]
    summary = _("%(restoration)s from the restoration account and %(safety)s from the safety account, never mixed.")
    values = {"restoration": wan(totals.restoration), "safety": wan(totals.safety)}
    table = Table(title, head, cells)
    return Chart("funds-years", title, _("10⁴ CNY"), summary % values, _series(), bars.lay_out(rows), table)


def _by_purpose(totals: CostTotals) -> Chart:
    tones = {"restoration": "eco", "safety": "saf", "dual": "ecn"}
    named = [
        (str(label), tones[value], totals.purposes[value])
        for value, label in CostItem.Purpose.choices
        if value in totals.purposes
    ]
    rows = [(label, [bars.Given([bars.Part(tone, Decimal(fen))], wan(fen))]) for label, tone, fen in named]
    title = _("Cost by purpose")
    cells = [[Cell(label), Cell(wan(fen), True)] for label, _tone, fen in named]
    summary = _("%(total)s in all; dual items are split between the accounts by their documented key.")
    table = Table(title, [_("Purpose"), _("Cost")], cells)
    text = summary % {"total": wan(totals.total)}
    return Chart("funds-purposes", title, _("10⁴ CNY"), text, [], bars.lay_out(rows), table)


def _whole(page: Shown, content: Content[FundingPlan]) -> None:
    page.texts = pages.texts(content.section, TEXTS)
    share = {"amount": _("CNY"), "restoration_share": "%"}
    page.tables = [
        _account(_("Restoration account by year"), plans.restoration_account(content)),
        _account(_("Safety account by year"), plans.safety_account(content)),
        pages.table(content.rows["items"], CostItem, ITEM_COLUMNS, caption=_("Work items"), units=share),
    ]


def _account(caption: str, balances: list[Balance]) -> Table:
    head = [_("Year"), _("Set aside"), _("Works"), _("Balance at the end")]
    rows = [
        [
            Cell(str(row.year)),
            Cell(wan(row.accrued), True),
            Cell(wan(row.spent), True),
            Cell(wan(row.closing), True, _("short") if row.closing < 0 else "", "bad" if row.closing < 0 else ""),
        ]
        for row in balances
    ]
    return Table(f"{caption} ({_('10⁴ CNY')})", head, rows)
