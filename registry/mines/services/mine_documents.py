"""Keep documents with a mine."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from registry.audit.services import audit
from registry.base.rules.errors import OutOfScope, WrongState
from registry.base.services import validation
from registry.files.services import attachments
from registry.mines.models import MineDocument
from registry.mines.selectors import mines
from registry.scope.models import User
from registry.scope.models.actors import Actor


@transaction.atomic
def add(mine_id: Any, upload: Any, *, by: User, kind: str, title: str) -> MineDocument:
    """Keep an uploaded file with a mine."""
    mine = mines.access_mine(mine_id, by=by, action="manage_documents", lock=True)
    attachments.require_room(mine.documents.filter(is_withdrawn=False).count())
    document = MineDocument(mine=mine, kind=kind, title=title.strip())
    validation.require_sound(document, exclude=["attachment"])
    document.attachment = attachments.store(upload, by=by, allowed=attachments.DOCUMENTS)
    document.save(force_insert=True)
    after = {"title": document.title, "kind": kind, "file": document.attachment.name}
    audit.record("mine.document_added", mine, by=by, after={**after, "sha256": document.attachment.sha256})
    return document


@transaction.atomic
def withdraw(document_id: Any, *, by: Actor) -> MineDocument:
    """Take a document off the mine's page; the file and its trail stay."""
    found = MineDocument.objects.filter(pk=document_id).values_list("mine_id", flat=True).first()
    if found is None:
        raise OutOfScope
    mine = mines.access_mine(found, by=by, action="manage_documents", lock=True)
    document = MineDocument.objects.select_for_update(no_key=True, of=("self",)).get(pk=document_id)
    if document.is_withdrawn:
        raise WrongState(_("This document was withdrawn already."), current="withdrawn")
    document.is_withdrawn = True
    document.save(update_fields=["is_withdrawn"])
    audit.record("mine.document_withdrawn", mine, by=by, before={"title": document.title})
    return document
