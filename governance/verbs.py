"""The words of governance in the audit trail and in notifications."""

from django.utils.translation import gettext_lazy as _

from governance import aftermath_verbs
from registry import audit_verbs, notification_kinds
from registry.notification_kinds import Kind


def register() -> None:
    """Register verbs and kinds; called once at start-up."""
    aftermath_verbs.register()
    audit_verbs.register(
        {
            "cases.open": _("Opened the application"),
            "cases.submit": _("Submitted the dossier"),
            "cases.withdraw": _("Withdrew the application"),
            "cases.accept": _("Accepted the application"),
            "cases.deem_accepted": _("Accepted by silence of the authority"),
            "cases.ask_corrections": _("Asked for corrections"),
            "cases.decline": _("Did not accept the application"),
            "cases.complete_review": _("Completed the parallel review"),
            "cases.stop": _("Stopped the case by an objection"),
            "cases.clock_pause": _("Paused the clock"),
            "cases.clock_resume": _("Resumed the clock"),
            "cases.clock_extend": _("Extended the period"),
            "checks.run": _("Ran the checks"),
            "checks.record": _("Recorded a gate"),
            "seats.assign": _("Assigned the officer"),
            "opinions.give": _("Gave the opinion"),
            "decisions.propose": _("Proposed the decision"),
            "decisions.countersign": _("Countersigned the decision"),
            "decisions.return": _("Returned the proposed decision"),
            "letters.render": _("Made the decision letter"),
            "mining_schemes.start": _("Started the draft of the mining scheme"),
            "mining_schemes.save": _("Saved the draft of the mining scheme"),
            "mining_schemes.freeze": _("Froze a revision of the mining scheme"),
            "mining_schemes.approve": _("Approved the mining scheme"),
            "mining_schemes.refuse": _("Refused the mining scheme"),
            "mining_schemes.supersede": _("Superseded a revision of the mining scheme"),
            "documents.upload": _("Uploaded a document of the dossier"),
            "documents.remove": _("Removed a document from the dossier"),
            "procedures.publish": _("Published a version of the procedure"),
        }
    )
    notification_kinds.register(
        {
            "cases.submitted": Kind(_("Application to check"), _("%(number)s: check the completeness")),
            "cases.corrections_asked": Kind(_("Corrections asked"), _("%(number)s: corrections are asked for")),
            "cases.declined": Kind(_("Application not accepted"), _("%(number)s was not accepted"), "%(reason)s"),
            "cases.accepted": Kind(_("Application accepted"), _("%(number)s was accepted: the review begins")),
            "cases.to_review": Kind(_("Dossier to review"), _("%(number)s: a dossier waits for your department")),
            "cases.assigned": Kind(_("Dossier assigned to you"), _("%(number)s was assigned to you")),
            "cases.opinion_given": Kind(_("Opinion given"), _("%(number)s: %(department)s has spoken")),
            "cases.review_completed": Kind(_("Review completed"), _("%(number)s: all departments have spoken")),
            "cases.stopped_office": Kind(
                _("Refusal to draft"), _("%(number)s: %(department)s objects, draft the refusal")
            ),
            "cases.stopped": Kind(_("Case stopped"), _("%(number)s was stopped: %(department)s objects")),
            "cases.proposed": Kind(
                _("Decision to countersign"), _("%(number)s: a decision waits for the second signature")
            ),
            "cases.returned": Kind(
                _("Decision returned"), _("%(number)s: the proposed decision was returned"), "%(reason)s"
            ),
            "cases.approved": Kind(_("Application approved"), _("%(number)s was approved: %(document)s")),
            "cases.refused": Kind(_("Application refused"), _("%(number)s was refused: %(document)s")),
            "cases.gate_failed": Kind(
                _("Gate not passed"), _("%(number)s: a gate was recorded as not passed: %(check)s"), "%(text)s"
            ),
            "cases.withdrawn": Kind(_("Application withdrawn"), _("%(number)s was withdrawn by the company")),
        }
    )
