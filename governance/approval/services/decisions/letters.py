"""Make the letters of signed decisions, once each, and keep them as they were sent."""

import logging
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from governance.approval.models import Decision, DecisionLetter
from governance.approval.selectors.decisions import letters as selectors
from registry.audit.services import audit
from registry.base.rules.errors import WrongState
from registry.base.services import units
from registry.files.models import Attachment
from registry.files.rules import typesetting
from registry.files.services import attachments
from registry.scope.rules.grants import System

PRINTER = System("letters")
TEMPLATES = {"zh-hans": "decision_zh.typ", "en": "decision_en.typ"}
_log = logging.getLogger(__name__)


@units.unit()
def render(letter_id: int) -> Attachment:
    """Make the letter unless it is there, and return it: the same letter always has the same bytes.

    Two callers at once wait for one another. Raises `WrongState` for a decision that is not signed.
    """
    # Joined to its attachment the row would be read again after the wait, but the attachment by the old snapshot.
    letter = DecisionLetter.objects.select_for_update().get(pk=letter_id)
    if letter.attachment_id is not None:
        return Attachment.objects.get(pk=letter.attachment_id)
    related = (
        "case__applicant",
        "case__matter",
        "case__mine",
        "case__matter__responsible",
        "revision",
        "drafted_for",
        "countersigned_for",
    )
    decision = Decision.objects.select_related(*related).get(pk=letter.decision_id)
    if decision.state != Decision.State.SIGNED:
        raise WrongState(current=decision.state)
    attachment = attachments.store_made(
        _typeset(decision, letter.language), name=f"{decision.document_number}-{letter.language}.pdf", code="pdf"
    )
    letter.attachment, letter.rendered_at = attachment, timezone.now()
    letter.save(update_fields=["attachment", "rendered_at"])
    after = {"language": letter.language, "document_number": decision.document_number, "sha256": attachment.sha256}
    audit.record("letters.render", decision, by=PRINTER, after=after, region_code=decision.case.region_code)
    return attachment


def render_pending(limit: int = 50) -> int:
    """Make the letters that are missing, oldest first; one that fails is logged and does not hold up the others."""
    waiting = DecisionLetter.objects.filter(attachment__isnull=True, decision__state=Decision.State.SIGNED)
    made = 0
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)[:limit]):
        try:
            render(pk)
            made += 1
        except Exception:
            _log.exception("Decision letter %s could not be made.", pk)
    return made


def verification_url(code: str) -> str:
    """The address in the QR code; without a language, so that the reader's own is used."""
    return f"{settings.PUBLIC_BASE_URL.rstrip('/')}/verify/{code}/"


def _typeset(decision: Decision, language: str) -> bytes:
    signed_at = decision.countersigned_at
    if signed_at is None:
        raise WrongState(current=decision.state)
    day, address = timezone.localtime(signed_at).date(), verification_url(decision.verification_code)
    content_hash = decision.revision.content_hash
    return typesetting.compose(
        TEMPLATES[language],
        selectors.content(decision, language),
        own={
            "code": decision.verification_code,
            "address": address,
            "qr": typesetting.qr(address),
            "sha256": [content_hash[:32], content_hash[32:]],
            "signed": {"year": day.year, "month": day.month, "day": day.day},
        },
        created=signed_at,
        font_dir=Path(settings.PDF_FONT_DIR) if settings.PDF_FONT_DIR else None,
    )
