"""Production by month: the list, one month with its versions, entering by hand, and the panel on the page of a mine."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from registry.audit.rules import actor_words
from registry.base.models import limits
from registry.base.rules import bars
from registry.base.rules.problems import RuleError
from registry.mines.filters.production import ProductionFilter
from registry.mines.forms.production import ProductionForm
from registry.mines.models import Mine, Production
from registry.mines.policies import mines as mine_policies
from registry.mines.policies import origins
from registry.mines.policies import production as policies
from registry.mines.rules import months
from registry.mines.rules.production import OF_MINE, OF_PRODUCT
from registry.mines.selectors import mines
from registry.mines.selectors import production as selector
from registry.mines.selectors.panels import Panel
from registry.mines.services import production as services
from registry.mines.tables.production import ProductionTable, figure
from registry.mines.views.mine_pages import Verb
from registry.scope.models import User
from registry.scope.policies import base
from registry.web.selectors import pagination
from registry.web.views import exports
from registry.web.views.charts import Cell, Columns, Series, Table
from registry.web.views.exports import ExportColumn
from registry.web.views.responses import render_form, saved, seen
from registry.web.views.signed import Signed

_HEADS = {
    "output": gettext_lazy("Output (t)"),
    "sold": gettext_lazy("Quantity sold (t)"),
    "sales": gettext_lazy("Sales without tax (yuan)"),
    "water": gettext_lazy("Fresh water taken (m³)"),
    "energy": gettext_lazy("Energy used (t of standard coal)"),
    "people": gettext_lazy("People at work"),
}


def _cell(name: str) -> Any:
    return lambda row: getattr(row, name)


_EXPORT = [
    ExportColumn(gettext_lazy("Mine identifier"), lambda row: row.mine.identifier),
    ExportColumn(gettext_lazy("Chinese name"), lambda row: row.mine.name_zh),
    ExportColumn(gettext_lazy("English name"), lambda row: row.mine.name_en),
    ExportColumn(gettext_lazy("Month"), lambda row: f"{row.month:%Y-%m}"),
    ExportColumn(gettext_lazy("Product"), lambda row: row.get_product_display()),
    *(ExportColumn(head, _cell(name)) for name, head in _HEADS.items()),
    ExportColumn(gettext_lazy("Version"), lambda row: row.version),
    ExportColumn(gettext_lazy("Source"), lambda row: origins.label(row.source_kind)),
    ExportColumn(gettext_lazy("Record of the source"), lambda row: row.source_key),
    ExportColumn(gettext_lazy("Evidence"), lambda row: row.note),
]


def _order(request: Signed) -> str:
    wanted = request.GET.get("order", "")
    return wanted if wanted in selector.ORDERS else selector.DEFAULT_ORDER


@login_required
@require_safe
def production_list(request: Signed) -> HttpResponse:
    """The months in scope as they stand now, filtered, sorted, a page at a time."""
    user = request.user
    found = ProductionFilter(request.GET, queryset=selector.visible(user))
    order = _order(request)
    page = pagination.paginate(found.qs, order=selector.ORDERS[order], cursor=request.GET.get("cursor", ""))
    shown = {
        "filter": found,
        "page": page,
        "table": ProductionTable(page.rows, sorted_by=order, target="production-list"),
        "may_import": bool(mine_policies.policy.check(user, "record_production")),
    }
    is_fragment = getattr(request, "htmx", False) and not request.htmx.history_restore_request
    name = "_production_list" if is_fragment else "production_list"
    return render(request, f"registry/mines/{name}.html", shown)


@login_required
@require_safe
def production_export(request: Signed, kind: str) -> HttpResponseBase:
    """The filtered months as CSV or XLSX."""
    user = request.user
    rows = ProductionFilter(request.GET, queryset=selector.visible(user)).qs
    return exports.respond(rows.order_by(*selector.ORDERS[_order(request)]), _EXPORT, kind, name="production")


@login_required
@require_safe
def production_detail(request: Signed, pk: int) -> HttpResponse:
    """One month of a product: its figures, and every version with its source and who entered it."""
    user = request.user
    row = policies.policy.access(user, pk, related=("mine",))
    versions = list(selector.versions(row))
    enter = f"{reverse('registry:production_record', args=[row.mine_id])}?month={row.month:%Y-%m}&product={row.product}"
    shown = {
        "row": row,
        "mine": row.mine,
        "facts": _facts(versions[0]),
        "table": _versions(versions, user),
        "correct": Verb(pgettext("verb", "Correct"), enter, "pencil", policies.policy.check(user, "record", row)),
    }
    return render(request, "registry/mines/production_detail.html", shown)


def _facts(row: Production) -> list[dict[str, Any]]:
    return [{"label": _HEADS[name], "value": figure(value)} for name, value in row.figures.items()]


def _versions(rows: list[Production], user: User) -> Table:
    names = list(rows[0].figures)
    head = [_("Version"), *(_HEADS[name] for name in names), _("Source"), _("Evidence"), _("Entered")]
    cells = [
        [
            Cell(str(row.version), flag=_("stands now") if row.is_current else "", flag_tone="ok"),
            *(Cell(figure(getattr(row, name)), True) for name in names),
            Cell(f"{origins.label(row.source_kind)} {row.source_key}".strip()),
            Cell(row.note),
            Cell(f"{timezone.localtime(row.at):%Y-%m-%d %H:%M} {actor_words.name(row.actor_text)}"),
        ]
        for row in rows
    ]
    return Table(_("Versions"), head, cells)


@login_required
def production_record(request: Signed, pk: int) -> HttpResponse:
    """Enter or correct a month of a mine by hand."""
    user = request.user
    mine = mines.get_detailed(pk, user)
    base.ensure(policies.may_record(user, mine))
    stands = _asked(request, mine)
    form = ProductionForm(request.POST if request.method == "POST" else None, initial=_initial(request, stands))
    if request.method == "POST":
        made = saved(
            form,
            lambda: services.record(pk, by=user, source=services.hand(), version=seen(request), **form.cleaned_data),
            lambda: _require_seen(request, mine),
        )
        if made is not None:
            messages.success(request, _("The month is kept."))
            return redirect(made)
    shown = {"mine": mine, "stands": stands, "version": _carried(form, stands)}
    return render_form(request, "registry/mines/production_form.html", form, shown)


def _require_seen(request: Signed, mine: Mine) -> None:
    """Raise `Stale` for an old page before what was typed is looked at; a month that is none is a fault later."""
    user = request.user
    month, product = _month(request.POST.get("month", "")), request.POST.get("product", "")
    if month is not None and product in Production.Product.values:
        services.require_seen(mine, month, product, seen(request), by=user)


def _asked(request: Signed, mine: Mine) -> Production | None:
    """What stands for the month that the address names, to correct it."""
    month, product = _month(request.GET.get("month", "")), request.GET.get("product", "")
    return selector.current(mine.pk, month, product) if month is not None and product else None


def _month(text: str) -> Any:
    try:
        return months.read(text)
    except RuleError:
        return None


def _initial(request: Signed, stands: Production | None) -> dict[str, Any]:
    if stands is None:
        month = _month(request.GET.get("month", "")) or months.back(months.of(timezone.localdate()), 1)
        return {"month": month, "product": request.GET.get("product", "")}
    return {"month": stands.month, "product": stands.product, **stands.figures}


def _carried(form: ProductionForm, stands: Production | None) -> int:
    """The version that the page carries: what was sent (or what stands now, when that was old), else what is shown."""
    if form.is_bound:
        text = str(form.data.get("version", ""))
        return int(text) if text.isdecimal() and len(text) < 10 else 0
    return stands.version if stands else 0


def panel(mine: Mine, user: User) -> Panel:
    """The last 24 months on the page of a mine: a chart for each product, and all figures as tables."""
    rows = selector.recent(mine)
    listed = f"{reverse('registry:production_list')}?mine={mine.pk}"
    shown = {
        "charts": [_chart(rows, product) for product in Production.Product.values if _has(rows, product)],
        "listed": listed,
        "record": Verb(
            _("Enter a month"), reverse("registry:production_record", args=[mine.pk]), "plus",
            policies.may_record(user, mine),
        ),
    }  # fmt: skip
    return Panel(_("Production"), "registry/mines/_production_panel.html", shown)


def _has(rows: list[Production], product: str) -> bool:
    return any(row.product == product for row in rows)


#: What is drawn of a product and of the mine as a whole: name of the figure, tone, icon.
_DRAWN = {True: (("water", "eco", "droplets"),), False: (("output", "dist", "pickaxe"), ("sold", "eco", "truck"))}


def _chart(rows: list[Production], product: str) -> Columns:
    span = months.between(
        months.back(months.of(timezone.localdate()), selector.DRAWN - 1), months.of(timezone.localdate())
    )
    by_month = {row.month: row for row in rows if row.product == product}
    drawn = _DRAWN[product == "mine"]
    values = {
        name: [_decimal(getattr(by_month[month], name)) if month in by_month else None for month in span]
        for name, _tone, _icon in drawn
    }
    label = Production.Product(product).label
    names = OF_MINE if product == "mine" else OF_PRODUCT
    cells = [
        [Cell(f"{month:%Y-%m}"), *(Cell(figure(getattr(by_month[month], name)), True) for name in names)]
        for month in reversed(span)
        if month in by_month
    ]
    known = [value for value in values[drawn[0][0]] if value is not None]
    summary = _("%(known)s of the last %(months)s months are known; together %(sum)s.") % {
        "known": len(known), "months": len(span), "sum": figure(sum(known, Decimal(0))),
    }  # fmt: skip
    return Columns(
        id=f"production-{product}",
        title=label,
        unit=limits.column(Production, drawn[0][0]).help_text,
        summary=summary,
        series=[Series(tone, _HEADS[name], icon) for name, tone, icon in drawn],
        columns=bars.stand_up([(tone, values[name]) for name, tone, _icon in drawn]),
        axis=[f"{month:%Y-%m}" for month in (span[0], span[len(span) // 2], span[-1])],
        table=Table(label, [_("Month"), *(_HEADS[name] for name in names)], cells),
    )


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
