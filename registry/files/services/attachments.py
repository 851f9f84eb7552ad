"""Take in files that people hand in, and hand them out again.

Rights are not asked here: a file has none of its own, the object it is linked to has them, so every caller checks that
object first.
"""

import hashlib
import tempfile
import uuid
from collections.abc import Collection
from functools import partial
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.http import FileResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from registry.base.rules.errors import Incomplete, WrongState
from registry.base.rules.problems import RuleError
from registry.files.models import Attachment
from registry.files.rules import file_names, file_types, file_words
from registry.files.services import images, scanners
from registry.messages.services import notifications
from registry.scope.models import User

DEFAULT_TYPES = frozenset(file_types.TYPES)
TABLES = frozenset({"csv", "xlsx"})
DOCUMENTS = frozenset({"pdf", "docx", "xlsx", *file_types.IMAGES})
MAX_COUNT = 50
_SPOOL = 2 * file_types.MB
_SANDBOX = "default-src 'none'; frame-ancestors 'none'; sandbox"


@transaction.atomic
def store(upload: Any, *, by: User, allowed: Collection[str] = DEFAULT_TYPES) -> Attachment:
    """Keep an uploaded file under its own name and true type; `Incomplete({"file": [...]})` says why not.

    The attachment waits in quarantine for the scanner; without one it is clean at once.
    """
    if upload is None:
        raise Incomplete({"file": [_("Choose a file.")]})
    allowed = frozenset(allowed)
    try:
        _check_size(upload, None)
        kind = file_types.sniff(upload, file_names.split(file_names.clean(upload.name))[1])
        if kind.code not in allowed:
            raise file_types.FileRefused("file.not_accepted_here", found=file_words.label(kind.code))
        _check_size(upload, kind)
        name = file_names.agree(upload.name, kind.endings, renames=_other_image_endings(kind))
        with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as redrawn:
            content: IO[bytes] = upload
            if kind.is_image:
                images.redraw(upload, kind, redrawn)
                content = redrawn
            return _keep(content, name, kind, by)
    except RuleError as error:
        raise Incomplete({"file": [file_words.sentence(error, allowed)]}) from error


@transaction.atomic
def store_made(content: bytes, *, name: str, code: str) -> Attachment:
    """Keep a document of type `code` that the platform itself made: nobody handed it in, so it is clean at once."""
    kind = file_types.TYPES[code]
    attachment = Attachment(
        name=file_names.agree(name, kind.endings),
        media_type=kind.media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        state=Attachment.State.CLEAN,
    )
    attachment.file.save(f"{uuid.uuid4().hex}.{kind.endings[0]}", ContentFile(content), save=False)
    attachment.save(force_insert=True)
    return attachment


def require_room(count: int, *, limit: int = MAX_COUNT) -> None:
    """Raise `Incomplete` when an object that has `count` files cannot take one more."""
    if count >= limit:
        error = file_types.FileRefused("file.too_many", limit=limit)
        raise Incomplete({"file": [file_words.sentence(error, frozenset())]})


def scan(attachment: Attachment, scanner: scanners.Scanner) -> Attachment:
    """Let the scanner judge a locked, quarantined attachment and keep what it said."""
    with attachment.file.open("rb") as file:
        verdict = scanner.scan(file)
    if verdict.finding is scanners.Finding.CLEAN:
        attachment.state, attachment.state_reason = Attachment.State.CLEAN, verdict.detail
    else:
        attachment.state = Attachment.State.REJECTED
        infected = verdict.finding is scanners.Finding.INFECTED
        attachment.state_reason = f"infected {verdict.detail}" if infected else verdict.detail
        _drop_content(attachment)
        _tell(attachment)
    attachment.scanned_at = timezone.now()
    attachment.save(update_fields=["state", "state_reason", "scanned_at", "file"])
    return attachment


def reject_unreadable(attachment: Attachment) -> None:
    """Reject a quarantined attachment whose content is no longer there."""
    attachment.state, attachment.state_reason = Attachment.State.REJECTED, "content_missing"
    attachment.file, attachment.scanned_at = "", timezone.now()
    attachment.save(update_fields=["state", "state_reason", "scanned_at", "file"])


def download_response(attachment: Attachment, *, inline: bool = False) -> FileResponse:
    """Answer with the content of a clean attachment as a download; only pictures may be shown in place.

    Raises `WrongState` (409) with the reason while it is in quarantine or when it was rejected.
    """
    if attachment.state != Attachment.State.CLEAN:
        raise WrongState(attachment.reason, current=attachment.state)
    shown = inline and any(attachment.media_type == file_types.TYPES[code].media_type for code in file_types.IMAGES)
    shown = shown and attachment.media_type != file_types.TYPES["tiff"].media_type
    try:
        content = attachment.file.open("rb")
    except (OSError, ValueError) as error:
        raise WrongState(Attachment.reason_text("content_missing"), current=attachment.state) from error
    response = FileResponse(
        content, as_attachment=not shown, filename=attachment.name, content_type=attachment.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _tell(attachment: Attachment) -> None:
    """Tell the person who handed in a file that it was not kept, and why."""
    reasons = {}
    for key, language in (("zh", "zh-hans"), ("en", "en")):
        with translation.override(language):
            reasons[key] = attachment.reason
    people = [attachment.uploaded_by] if attachment.uploaded_by else []
    notifications.notify(people, "attachments.rejected", params={"name": attachment.name, "reason": reasons})


def _check_size(upload: Any, kind: file_types.FileType | None) -> None:
    limit = getattr(settings, "ATTACHMENT_MAX_BYTES", 50 * file_types.MB)
    if kind is not None:
        limit = min(limit, kind.max_bytes)
    if upload.size > limit:
        raise file_types.FileRefused("file.too_large", limit=limit // file_types.MB)


def _other_image_endings(kind: file_types.FileType) -> frozenset[str]:
    """A picture under another picture's ending is renamed: it was drawn anew anyway."""
    if not kind.is_image:
        return frozenset()
    return frozenset(ending for code in file_types.IMAGES for ending in file_types.TYPES[code].endings)


def _keep(content: IO[bytes], name: str, kind: file_types.FileType, by: User) -> Attachment:
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while block := content.read(file_types.MB):
        digest.update(block)
        size += len(block)
    content.seek(0)
    attachment = Attachment(name=name, media_type=kind.media_type, size=size, sha256=digest.hexdigest(), uploaded_by=by)
    attachment.file.save(f"{uuid.uuid4().hex}.{kind.endings[0]}", File(content), save=False)
    attachment.save(force_insert=True)
    scanner = scanners.configured()
    return scan(attachment, scanner) if scanner.is_immediate else attachment


def _drop_content(attachment: Attachment) -> None:
    """Forget the content now, delete it after commit; what a crash leaves behind the stray-file sweep finds."""
    storage, path = attachment.file.storage, attachment.file.name or ""
    attachment.file = ""
    transaction.on_commit(partial(storage.delete, path))
