"""Pages of the mine import: hand in, watch, read the problems, load."""

import csv
import io
from typing import Any

import xlsxwriter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from registry.mines import tasks as import_tasks
from registry.mines.filters.imports import ProblemFilter
from registry.mines.forms.imports import ImportForm
from registry.mines.models import ImportProblem, ImportRun
from registry.mines.policies import imports
from registry.mines.rules import production_columns, register_columns
from registry.mines.selectors import import_words
from registry.mines.selectors import imports as selector
from registry.mines.services.imports import runs
from registry.regions.selectors import regions
from registry.scope.policies import base
from registry.web.selectors import pagination
from registry.web.views import exports
from registry.web.views.exports import ExportColumn
from registry.web.views.responses import render_form, saved
from registry.web.views.signed import Signed

MAX_RUNS = 20


@login_required
def mine_import(request: Signed) -> HttpResponse:
    """Hand in a register; it is checked first."""
    user = request.user
    if not imports.policy.check(user, "start") and not selector.visible(user).exists():
        base.ensure(imports.policy.check(user, "start"))
    kinds = imports.policy.kinds(user)
    wanted = {"kind": request.GET.get("kind", "")}
    if request.method == "POST":
        base.ensure(imports.policy.check(user, "start"))
        form = ImportForm(request.POST, request.FILES, kinds=kinds or ImportRun.Kind.values)
    else:
        form = ImportForm(kinds=kinds, initial=wanted)
    if request.method == "POST":
        run = saved(
            form,
            lambda: runs.start(form.cleaned_data.pop("file"), by=user, **form.cleaned_data),
        )
        if run is not None:
            transaction.on_commit(lambda: import_tasks.nudge_imports(run.pk))
            return redirect("registry:import_run", run.pk)
    shown = {"runs": selector.visible(user)[:MAX_RUNS], "may": bool(kinds), "kinds": _templates(kinds)}
    return render_form(request, "registry/mines/import_list.html", form, shown)


@login_required
@require_safe
def import_run(request: Signed, pk: int) -> HttpResponse:
    """One run: its progress, its figures and its problems."""
    user = request.user
    run = imports.policy.access(user, pk)
    found = ProblemFilter(request.GET, queryset=selector.problems(run))
    page = pagination.paginate(found.qs, order=("id",), cursor=request.GET.get("cursor", ""), size=50)
    query = request.GET.copy()
    query.pop("cursor", None)
    shown = {
        "run": run,
        "filter": found,
        "page": page,
        "problems": _worded(page.rows),
        "kinds": selector.by_kind(run),
        "failure": import_words.failure(run),
        "query": query.urlencode(),
        "load": _load_verdict(run, user),
        "is_moving": run.state in (ImportRun.State.WAITING, ImportRun.State.RUNNING),
    }
    template = "registry/mines/import_run.html"
    if getattr(request, "htmx", False):
        wants_rows = request.headers.get("HX-Target") == "problem-list"
        template = "registry/mines/_import_problems.html" if wants_rows else "registry/mines/_import_progress.html"
    return render(request, template, shown)


@login_required
@require_POST
def import_load(request: Signed, pk: int) -> HttpResponse:
    """Load what was checked."""
    user = request.user
    run = runs.load(pk, by=user)
    transaction.on_commit(lambda: import_tasks.nudge_imports(run.pk))
    messages.success(request, _("The register is being loaded."))
    return redirect("registry:import_run", run.pk)


@login_required
@require_safe
def import_problems(request: Signed, pk: int, kind: str) -> HttpResponseBase:
    """The filtered problems of a run as CSV or XLSX."""
    user = request.user
    run = imports.policy.access(user, pk)
    names = regions.names_by_code()
    columns = [
        ExportColumn(gettext_lazy("File"), lambda row: row.get_file_display()),
        ExportColumn(gettext_lazy("Line"), lambda row: row.line),
        ExportColumn(gettext_lazy("Column"), lambda row: row.column),
        ExportColumn(gettext_lazy("Mine identifier"), lambda row: row.identifier),
        ExportColumn(gettext_lazy("Weight"), lambda row: row.get_severity_display()),
        ExportColumn(gettext_lazy("Reason"), lambda row: import_words.sentence(row.code, row.params, names)),
        ExportColumn(gettext_lazy("Code"), lambda row: row.code),
    ]
    rows = ProblemFilter(request.GET, queryset=selector.problems(run)).qs
    return exports.respond(rows, columns, kind, name=f"import-{run.pk}-problems")


@login_required
@require_safe
def import_template(request: Signed, kind: str) -> HttpResponse:
    """An empty file of a kind with the heads in the reader's language."""
    place = 1 if (get_language() or "zh").startswith("zh") else 0
    is_production = request.GET.get("kind") == ImportRun.Kind.PRODUCTION
    columns = production_columns.COLUMNS if is_production else register_columns.COLUMNS
    heads = [pair[place] for pair in columns.template.values()]
    if kind == "csv":
        text = io.StringIO()
        csv.writer(text).writerow(heads)
        answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    else:
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target, {"in_memory": True})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, heads, book.add_format({"bold": True}))
        sheet.set_column(0, len(heads), 18)
        book.close()
        answer = HttpResponse(target.getvalue(), content_type=exports.XLSX_TYPE)
    name = "production" if is_production else "mine-register"
    answer["Content-Disposition"] = f'attachment; filename="{name}-template.{kind}"'
    return answer


def _templates(kinds: list[str]) -> list[tuple[str, str]]:
    """The kinds of which a template is offered, with their words."""
    return [(code, str(label)) for code, label in ImportRun.Kind.choices if code in kinds]


def _worded(rows: list[ImportProblem]) -> list[dict[str, Any]]:
    names = regions.names_by_code() if any(row.code.startswith(("coordinates", "row")) for row in rows) else {}
    return [{"row": row, "text": import_words.sentence(row.code, row.params, names)} for row in rows]


def _load_verdict(run: ImportRun, user: Any) -> base.Verdict | None:
    """Whether the checked register can be loaded now; None where the question does not arise."""
    if not run.is_dry_run or run.state != ImportRun.State.DONE:
        return None
    if run.loads.exclude(state=ImportRun.State.FAILED).exists():
        return base.Denied(_("This checked register was loaded already."))
    if run.created_count + run.changed_count + run.boundary_count == 0:
        return base.Denied(_("There is nothing to load."))
    return imports.policy.check(user, "load", run)
