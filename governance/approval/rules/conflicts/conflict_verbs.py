"""The words of conflicts, in the audit trail and in notifications."""

from django.utils.translation import gettext_lazy as _

from registry.messages.rules.notification_kinds import Kind

VERBS = {
    "conflicts.open": _("Found a conflict between departments"),
    "conflicts.state": _("Stated reasons in a conflict"),
    "conflicts.option": _("Proposed an option to settle a conflict"),
    "conflicts.raise": _("Took a conflict to the next level"),
    "conflicts.settle": _("Settled a conflict"),
    "conflicts.void": _("Voided a conflict"),
}
KINDS = {
    "conflicts.opened": Kind(
        _("Conflict found"), _("%(number)s: departments disagree, %(topic)s"), _("%(mine)s, to be settled by %(due)s")
    ),
    "conflicts.stated": Kind(_("Reasons in a conflict"), _("%(number)s: %(department)s stated its reasons")),
    "conflicts.option": Kind(_("Option in a conflict"), _("%(number)s: an option was proposed"), "%(text)s"),
    "conflicts.raised": Kind(_("Conflict taken further"), _("%(number)s: the conflict goes to %(level)s")),
    "conflicts.settled": Kind(_("Conflict settled"), _("%(number)s: the conflict was settled"), "%(text)s"),
}
