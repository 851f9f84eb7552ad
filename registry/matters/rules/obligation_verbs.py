"""The words of obligations, in the audit trail and in notifications."""

from django.utils.translation import gettext_lazy as _

from registry.messages.rules.notification_kinds import Kind

VERBS = {
    "obligations.create": _("Set the obligation"),
    "obligations.report": _("Reported the obligation as done"),
    "obligations.accept": _("Verified the obligation"),
    "obligations.return": _("Returned the report on the obligation"),
    "obligations.remind": _("Reminded of the obligation"),
}
KINDS = {
    "obligations.reported": Kind(
        _("Report to verify"), _("%(mine)s: a report waits for your verification"), "%(text)s"
    ),
    "obligations.accepted": Kind(_("Obligation verified"), _("%(mine)s: an obligation was verified"), "%(text)s"),
    "obligations.returned": Kind(
        _("Report returned"), _("%(mine)s: the report on an obligation was returned"), "%(text)s\n%(reason)s"
    ),
    "obligations.due": Kind(
        _("Obligation due soon"), _("%(mine)s: an obligation is due on %(due)s, in %(days)s days"), "%(text)s"
    ),
    "obligations.overdue": Kind(_("Obligation overdue"), _("%(mine)s: an obligation was due on %(due)s"), "%(text)s"),
}
