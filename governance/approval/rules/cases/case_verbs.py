"""The words of governance in the audit trail and in notifications."""

from django.utils.translation import gettext_lazy as _

from registry.messages.rules.notification_kinds import Kind

#: What people did, as the audit trail says it.
VERBS = {
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
    "cases.resubmit": _("Submitted the changed dossier"),
    "cases.ask_revision": _("Gave the dossier back to be changed"),
    "cases.overcome": _("Went on after the objection was overcome"),
    "seats.assign": _("Assigned the officer"),
    "seats.succeed": _("Handed the seat to the department that took the place of a closed one"),
    "cases.succeed": _("Handed the case to the office that took the place of a closed one"),
    "seats.confirm": _("Confirmed the earlier opinion"),
    "seats.acknowledge": _("Acknowledged later decisions on the mine"),
    "seats.substitute": _("Named a substitute"),
    "seats.end_substitution": _("Ended a substitution early"),
    "seats.deem": _("Silence counted as no objection"),
    "opinions.withdraw": _("Withdrew the opinion"),
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
    "procedures.draft": _("Began a draft of the procedure"),
    "procedures.save": _("Saved the draft of the procedure"),
    "procedures.submit": _("Submitted the draft to a second administrator"),
    "procedures.return": _("Returned the draft of the procedure"),
    "procedures.release": _("Published the draft of the procedure"),
    "procedures.discard": _("Discarded the draft of the procedure"),
    "catalogues.load": _("Loaded an entry of a list"),
}
#: What people are told, as their inbox says it.
KINDS = {
    "cases.submitted": Kind(_("Application to check"), _("%(number)s: check the completeness")),
    "cases.corrections_asked": Kind(_("Corrections asked"), _("%(number)s: corrections are asked for")),
    "cases.declined": Kind(_("Application not accepted"), _("%(number)s was not accepted"), "%(reason)s"),
    "cases.accepted": Kind(_("Application accepted"), _("%(number)s was accepted: the review begins")),
    "cases.to_review": Kind(_("Dossier to review"), _("%(number)s: a dossier waits for your department")),
    "cases.assigned": Kind(_("Dossier assigned to you"), _("%(number)s was assigned to you")),
    "cases.opinion_given": Kind(_("Opinion given"), _("%(number)s: %(department)s has spoken")),
    "cases.review_completed": Kind(_("Review completed"), _("%(number)s: all departments have spoken")),
    "cases.stopped_office": Kind(_("Refusal to draft"), _("%(number)s: %(department)s objects, draft the refusal")),
    "cases.stopped": Kind(_("Case stopped"), _("%(number)s was stopped: %(department)s objects")),
    "cases.proposed": Kind(_("Decision to countersign"), _("%(number)s: a decision waits for the second signature")),
    "cases.returned": Kind(_("Decision returned"), _("%(number)s: the proposed decision was returned"), "%(reason)s"),
    "cases.approved": Kind(_("Application approved"), _("%(number)s was approved: %(document)s")),
    "cases.refused": Kind(_("Application refused"), _("%(number)s was refused: %(document)s")),
    "cases.gate_failed": Kind(
        _("Gate not passed"), _("%(number)s: a gate was recorded as not passed: %(check)s"), "%(text)s"
    ),
    "cases.resubmitted": Kind(_("Dossier changed"), _("%(number)s: the company submitted the changed dossier")),
    "cases.opinion_stands": Kind(
        _("Your opinion stands"), _("%(number)s: the change does not touch your ground, your opinion stands")
    ),
    "cases.revision_asked": Kind(_("Dossier to change"), _("%(number)s: the dossier must be changed")),
    "cases.opinion_withdrawn": Kind(
        _("Opinion withdrawn"), _("%(number)s: %(department)s withdrew its opinion and speaks anew")
    ),
    "cases.clock_paused": Kind(
        _("Period stopped"), _("%(number)s: the period stands still, %(days)s days expected"), "%(notice)s"
    ),
    "cases.clock_resumed": Kind(_("Period runs again"), _("%(number)s: the period runs again")),
    "cases.clock_extended": Kind(
        _("Period extended"), _("%(number)s: the period was extended by %(days)s days"), "%(reason)s"
    ),
    "cases.reminder_soon": Kind(_("Due soon"), _("%(number)s: %(task)s, due %(due)s")),
    "cases.reminder_due": Kind(_("Due today"), _("%(number)s: %(task)s, due today")),
    "cases.reminder_overdue": Kind(_("Overdue"), _("%(number)s: %(task)s, was due %(due)s")),
    "cases.reminder_superior": Kind(_("Overdue in a subordinate body"), _("%(number)s: %(task)s, was due %(due)s")),
    "cases.deemed": Kind(_("Silence counted"), _("%(number)s: the silence of %(department)s counts as no objection")),
    "seats.substituted": Kind(_("You stand in"), _("You stand in for %(officer)s until %(until)s")),
    "seats.substitution_ended": Kind(_("You stand in no more"), _("You stand in for %(officer)s no longer than today")),
    "procedures.submitted": Kind(_("Procedure to publish"), _("%(code)s: a draft waits for a second administrator")),
    "procedures.returned": Kind(
        _("Draft returned"), _("%(code)s: the draft of the procedure was returned"), "%(reason)s"
    ),
    "cases.withdrawn": Kind(_("Application withdrawn"), _("%(number)s was withdrawn by the company")),
}
