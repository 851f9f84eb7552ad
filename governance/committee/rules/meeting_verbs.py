"""The words of what happens to meetings and is no act of a page, in the audit trail."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "meetings.lift": _("Lifted a failed check"),
    "meetings.minutes": _("Made the minutes"),
}
