"""The words of meetings, in the audit trail and in notifications."""

from django.utils.translation import gettext_lazy as _

from registry.messages.rules.notification_kinds import Kind

VERBS = {
    "meetings.call": _("Called a meeting"),
    "meetings.lift": _("Lifted a failed check"),
    "meetings.minutes": _("Made the minutes"),
}
KINDS = {
    "meetings.called": Kind(_("Invitation to a meeting"), _("%(title)s on %(when)s"), "%(place)s"),
    "meetings.changed": Kind(_("Agenda changed"), _("The agenda of %(title)s was changed")),
    "meetings.rescheduled": Kind(
        _("Meeting rescheduled"),
        _("%(title)s takes place on %(when)s, no longer on %(was)s"),
        _("%(place)s\n\nReason: %(reason)s"),
    ),
    "meetings.cancelled": Kind(
        _("Meeting cancelled"), _("%(title)s on %(when)s does not take place"), _("Reason: %(reason)s")
    ),
    "meetings.opened": Kind(_("Meeting opened"), _("%(title)s is open: vote on the agenda")),
    "meetings.closed": Kind(_("Minutes ready"), _("The minutes of %(title)s are ready")),
}
