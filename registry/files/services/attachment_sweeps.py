"""Periodic work on attachments: scan what waits, remove what nobody linked."""

import datetime as dt
import logging
import time
import uuid
from functools import partial
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from registry.files.models import Attachment
from registry.files.services import attachments, scanners

KEEP_UNLINKED = dt.timedelta(hours=48)
_log = logging.getLogger(__name__)


def sweep_quarantine(*, limit: int = 100, seconds: float = 200) -> int:
    """Scan files in quarantine, oldest first; return how many were judged.

    A file that the scanner cannot answer for now stays in quarantine and does not hold up the others; three in a row
    mean that the scanner is down, and the next sweep tries again.
    """
    scanner, until = scanners.configured(), time.monotonic() + seconds
    tried: set[uuid.UUID] = set()
    judged = silent = 0
    while len(tried) < limit and silent < 3 and time.monotonic() < until:
        with transaction.atomic():
            row = _next_quarantined(tried)
            if row is None:
                break
            tried.add(row.pk)
            try:
                attachments.scan(row, scanner)
                judged, silent = judged + 1, 0
            except FileNotFoundError:
                attachments.reject_unreadable(row)
                judged += 1
            except scanners.ScannerUnavailable as error:
                silent += 1
                _log.warning("The virus scanner gave no answer for %s: %s", row.pk, error)
    return judged


def _next_quarantined(tried: set[uuid.UUID]) -> Attachment | None:
    return (
        Attachment.objects.select_for_update(skip_locked=True)
        .filter(state=Attachment.State.QUARANTINED)
        .exclude(pk__in=tried)
        .order_by("uploaded_at", "id")
        .first()
    )


def unlinked() -> QuerySet[Attachment]:
    """Attachments that no row of any table refers to."""
    linked = Q()
    for relation in Attachment._meta.related_objects:
        field = relation.field
        linked |= Q(Exists(relation.related_model._base_manager.filter(**{field.attname: OuterRef("pk")})))
    return Attachment.objects.exclude(linked) if linked else Attachment.objects.none()


def sweep_unlinked(*, now: dt.datetime | None = None, limit: int = 500) -> int:
    """Delete uploads that nothing was made of within 48 hours, row and content; return how many."""
    before = (now or timezone.now()) - KEEP_UNLINKED
    removed = 0
    for key in list(unlinked().filter(uploaded_at__lt=before).values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            row = Attachment.objects.select_for_update(skip_locked=True).filter(pk=key).first()
            if row is None or not unlinked().filter(pk=key).exists():
                continue
            storage, path = row.file.storage, row.file.name
            row.delete()
            if path:
                transaction.on_commit(partial(storage.delete, path))
            removed += 1
    return removed


def sweep_stray_files(*, now: dt.datetime | None = None) -> int:
    """Delete stored files that no row knows (a crash between the file and its row), older than 48 hours."""
    now = now or timezone.now()
    removed = 0
    for folder in _recent_folders(now):
        try:
            names = default_storage.listdir(folder)[1]
        except (FileNotFoundError, NotADirectoryError):
            continue
        paths = {str(PurePosixPath(folder) / name) for name in names}
        known = set(Attachment.objects.filter(file__in=paths).values_list("file", flat=True))
        for path in sorted(paths - known):
            if default_storage.get_modified_time(path) < now - KEEP_UNLINKED:
                default_storage.delete(path)
                removed += 1
    return removed


def _recent_folders(now: dt.datetime) -> list[str]:
    """The folders of this month and the one before, in either reading of the time zone."""
    days = {now - dt.timedelta(days=back) for back in (0, 1, 2, 3, 31)}
    return sorted({day.strftime("attachments/%Y/%m") for day in days})
