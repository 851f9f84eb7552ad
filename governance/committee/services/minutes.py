"""Make the minutes of a closed meeting, once, and keep them as they were made."""

from pathlib import Path

from django.conf import settings

from governance.committee.models import Meeting
from governance.committee.selectors import minutes as selectors
from registry.audit.services import audit
from registry.base.rules.errors import WrongState
from registry.base.services import units
from registry.files.models import Attachment
from registry.files.rules import typesetting
from registry.files.services import attachments
from registry.scope.rules.grants import System

PRINTER = System("minutes")
TEMPLATE = "minutes.typ"


@units.unit()
def render(meeting_id: int) -> Attachment:
    """Make the minutes unless they are there, and return them: Chinese first, then the translation, in one PDF.

    Two callers at once wait for one another. Raises `WrongState` for a meeting that is not closed.
    """
    # Joined to its attachment the row would be read again after the wait, but the attachment by the old snapshot.
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting_id)
    if meeting.letter_id is not None:
        return Attachment.objects.get(pk=meeting.letter_id)
    closed_at = meeting.closed_at
    if meeting.state != Meeting.State.CLOSED or closed_at is None:
        raise WrongState(current=meeting.state)
    pdf = typesetting.compose(
        TEMPLATE,
        selectors.content(meeting),
        own={},
        created=closed_at,
        font_dir=Path(settings.PDF_FONT_DIR) if settings.PDF_FONT_DIR else None,
    )
    attachment = attachments.store_made(pdf, name=f"minutes-{meeting.pk}.pdf", code="pdf")
    meeting.letter = attachment
    meeting.save(update_fields=["letter"])
    audit.record("meetings.minutes", meeting, by=PRINTER, after={"sha256": attachment.sha256})
    return attachment
