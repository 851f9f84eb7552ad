"""The words of what comes after and around a decision, in the audit trail and in notifications."""

from django.utils.translation import gettext_lazy as _

from registry.messages.rules.notification_kinds import Kind

VERBS = {
    "obligations.choose": _("Chose what becomes of the obligations"),
    "obligations.carry": _("Carried the obligation over"),
    "obligations.end": _("Ended the obligation"),
    "obligations.pass_on": _("Passed the obligation to the new holder"),
    "obligations.take_over": _("Took the obligation over with the mine"),
    "cases.end_by_transfer": _("Ended the application: the mine passed to another holder"),
    "decisions.deliver": _("Delivered the decision"),
    "decisions.take": _("Took the decision from the platform"),
    "notices.open": _("Opened the public notice"),
    "notices.comment": _("Commented on the public notice"),
    "notices.answer": _("Answered a public comment"),
    "notices.hide": _("Hid a public comment"),
    "cases.amend": _("Opened the amendment of an approved plan"),
    "cases.reconsider": _("Asked to reconsider a decision"),
}
KINDS = {
    "obligations.set": Kind(_("Obligations set"), _("%(number)s: %(n)s obligations for %(mine)s")),
    "obligations.carried": Kind(
        _("Obligations carried over"), _("%(number)s: %(carried)s obligations carried over, %(ended)s ended")
    ),
    "mines.passed_on": Kind(
        _("Mine passed on"),
        _("%(mine)s passed to another holder: %(n)s obligations go with it"),
        _("Applications that ended: %(ended)s"),
    ),
    "cases.ended_by_transfer": Kind(_("Application ended"), _("%(number)s ended: the mine passed to another holder")),
    "mines.taken_over": Kind(_("Mine taken over"), _("%(mine)s: you hold it now, with %(n)s pending obligations")),
    "decisions.delivered": Kind(_("Decision delivered"), _("%(number)s: %(document)s was delivered")),
    "notices.opened": Kind(_("Public notice opened"), _("%(number)s is open to comments until %(closes)s")),
    "notices.commented": Kind(_("Comment to answer"), _("%(number)s: somebody commented on the public notice")),
    "cases.reconsidered": Kind(
        _("Reconsideration asked"), _("%(number)s: the company asks to reconsider the decision (%(other)s)")
    ),
}
