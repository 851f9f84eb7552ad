"""Start, carry out, take up again: the life of an import run."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.services import audit
from registry.base.rules.errors import Incomplete, WrongState
from registry.base.rules.problems import RuleError
from registry.files.models import Attachment
from registry.files.services import attachments
from registry.mines.models import ImportRun
from registry.mines.policies import imports
from registry.mines.services.imports import reader
from registry.mines.services.imports.engine import Engine
from registry.mines.services.imports.production_engine import ProductionEngine
from registry.mines.services.imports.reading import Progress
from registry.scope.models import User
from registry.scope.models.actors import Actor
from registry.scope.policies import base
from registry.scope.rules.grants import System

logger = logging.getLogger(__name__)
REGISTER_TYPES = frozenset({"csv", "xlsx"})
BOUNDARY_TYPES = frozenset({"geojson", "json"})


@transaction.atomic
def start(upload: Any, *, by: User, boundaries: Any = None, kind: str = ImportRun.Kind.MINES) -> ImportRun:
    """Take in a file of a kind (with a register of mines a file of boundaries) and queue its dry run."""
    base.ensure(imports.policy.check_kind(by, kind))
    faults: dict[str, list[str]] = {}
    if kind not in ImportRun.Kind.values:
        faults["kind"] = [_("Choose a value of the list.")]
    if upload is None:
        faults["file"] = [_("Choose a file.")]
    if boundaries and kind != ImportRun.Kind.MINES:
        faults["boundaries"] = [_("Boundaries go with a register of mines only.")]
    if faults:
        raise Incomplete(faults)
    run = ImportRun(
        kind=kind,
        attachment=attachments.store(upload, by=by, allowed=REGISTER_TYPES),
        boundaries=_store_boundaries(boundaries, by) if boundaries else None,
        is_dry_run=True,
        started_by=by,
        actor_text=audit.actor_text(by),
    )
    run.file_name = run.attachment.name if run.attachment else ""
    run.save(force_insert=True)
    audit.record("import.started", run, by=by, after={"file": run.file_name})
    return run


@transaction.atomic
def load(run_id: Any, *, by: User) -> ImportRun:
    """Queue the loading of a register whose dry run is done."""
    checked = imports.policy.access(by, run_id, lock=True)
    base.ensure(imports.policy.check(by, "load", checked))
    if not checked.is_dry_run or checked.state != ImportRun.State.DONE:
        raise WrongState(_("Only a register that was checked can be loaded."), current=checked.state)
    if checked.loads.exclude(state=ImportRun.State.FAILED).exists():
        raise WrongState(_("This checked register was loaded already."), current="loaded")
    run = ImportRun.objects.create(
        kind=checked.kind,
        attachment=checked.attachment,
        boundaries=checked.boundaries,
        file_name=checked.file_name,
        is_dry_run=False,
        checked_in=checked,
        started_by=by,
        actor_text=audit.actor_text(by),
    )
    audit.record("import.load_asked", run, by=by, after={"file": run.file_name, "checked_in": checked.pk})
    return run


def execute(run_id: int, *, progress: Progress | None = None) -> ImportRun | None:
    """Carry out a queued run, or go on with one whose worker was killed; None when another worker is at it."""
    with _alone(run_id) as is_mine:
        if not is_mine:
            return None
        run = ImportRun.objects.select_related("attachment", "boundaries", "started_by").get(pk=run_id)
        if run.state not in (ImportRun.State.WAITING, ImportRun.State.RUNNING) or run.attachment is None:
            return run
        if _is_quarantined(run):
            return run
        with _content(run.attachment) as file, _content(run.boundaries) as boundaries:
            return _carry_out(
                run, by=run.started_by or System("import"), file=file, boundaries=boundaries, progress=progress
            )


def run_file(
    path: Path,
    *,
    by: System,
    boundaries: Path | None = None,
    is_dry_run: bool,
    progress: Progress | None = None,
    kind: str = ImportRun.Kind.MINES,
) -> ImportRun:
    """Import a file on this machine at once; used by the command and the demonstration."""
    run = ImportRun.objects.create(
        kind=kind, file_name=path.name[:200], is_dry_run=is_dry_run, actor_text=audit.actor_text(by)
    )
    with _alone(run.pk), path.open("rb") as file, _opened(boundaries) as areas:
        return _carry_out(run, by=by, file=file, boundaries=areas, progress=progress)


def sweep() -> int:
    """Carry out every run that waits or whose worker was killed; returns how many it took up."""
    states = (ImportRun.State.WAITING, ImportRun.State.RUNNING)
    waiting = ImportRun.objects.filter(state__in=states, attachment__isnull=False).order_by("pk")
    return sum(execute(run_id) is not None for run_id in waiting.values_list("pk", flat=True)[:20])


def _carry_out(
    run: ImportRun, *, by: Actor, file: IO[bytes] | None, boundaries: IO[bytes] | None, progress: Progress | None
) -> ImportRun:
    run.state, run.started_at = ImportRun.State.RUNNING, run.started_at or timezone.now()
    run.save(update_fields=["state", "started_at"])
    try:
        if file is None:
            raise reader.FileProblem("file.gone")
        if run.kind == ImportRun.Kind.PRODUCTION:
            ProductionEngine(run, by=by, file=file, progress=progress).go()
        else:
            Engine(run, by=by, file=file, boundaries=boundaries, progress=progress).go()
    except RuleError as error:
        _fail(run, error.code, dict(error.params))
    except Exception:
        logger.exception("Import run %s broke off.", run.pk)
        _fail(run, "file.broke_off", {})
        raise
    return run


def _fail(run: ImportRun, code: str, params: dict[str, Any]) -> None:
    run.refresh_from_db()
    run.state, run.finished_at = ImportRun.State.FAILED, timezone.now()
    run.failure = {"code": code, "params": params}
    run.save(update_fields=["state", "finished_at", "failure"])


@contextmanager
def _alone(run_id: int) -> Iterator[bool]:
    """Hold the run for this connection; a killed worker lets go by dying."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [f"import:{run_id}"])
        (is_mine,) = cursor.fetchone()
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [f"import:{run_id}"])


@contextmanager
def _content(attachment: Attachment | None) -> Iterator[IO[bytes] | None]:
    """The content of an attachment, None where there is none (any more)."""
    if attachment is None or not attachment.file:
        yield None
        return
    try:
        file = attachment.file.open("rb")
    except OSError:
        yield None
        return
    try:
        yield file
    finally:
        file.close()


@contextmanager
def _opened(path: Path | None) -> Iterator[IO[bytes] | None]:
    if path is None:
        yield None
        return
    with path.open("rb") as file:
        yield file


def _is_quarantined(run: ImportRun) -> bool:
    """Whether the run has to wait for the virus check; a rejected file fails it."""
    files = [file for file in (run.attachment, run.boundaries) if file is not None]
    if any(file.state == Attachment.State.REJECTED for file in files):
        _fail(run, "file.rejected", {})
        return True
    return any(file.state == Attachment.State.QUARANTINED for file in files)


def _store_boundaries(upload: Any, by: User) -> Attachment:
    try:
        return attachments.store(upload, by=by, allowed=BOUNDARY_TYPES)
    except Incomplete as error:
        raise Incomplete({"boundaries": error.fields["file"]}) from error
