"""What a page can do and where a machine does the same: page → operation, or the reason why there is none.

A page is written as in the permission matrix, an act behind a slash. `test_parity.py` fails for a page without a row.
"""

from tests import acts, lists
from tests.api import parity_registry
from tests.api.parity_reasons import Reason

FORM = parity_registry.FORM
WORDS = Reason("Words of the house, the same for everybody; they hold no data.")

#: Pages that write, without the method.
WRITES: dict[str, str | Reason] = {
    **acts.WRITES,
    "governance:case_start": "api:application-list POST",
    "governance:case_act/accept": "api:application-accept POST",
    "governance:case_act/corrections": "api:application-ask-corrections POST",
    "governance:case_act/decline": "api:application-decline POST",
    "governance:case_act/opinion": "api:seat-opinion POST",
    "governance:case_act/assign": "api:seat-assign POST",
    "governance:case_act/confirm": "api:seat-confirm POST",
    "governance:case_act/acknowledge": "api:seat-acknowledge POST",
    "governance:case_act/withdraw-opinion": "api:seat-withdraw-opinion POST",
    "governance:case_act/pause-seat": "api:seat-pause POST",
    "governance:case_act/resume-seat": "api:seat-resume POST",
    "governance:case_act/revise": "api:application-ask-revision POST",
    "governance:case_act/propose": "api:application-propose POST",
    "governance:case_act/countersign": "api:application-countersign POST",
    "governance:case_act/return": "api:application-return-to-office POST",
    "governance:case_act/pause": "api:application-pause POST",
    "governance:case_act/resume": "api:application-resume POST",
    "governance:case_act/extend": "api:application-extend POST",
    "governance:case_act/withdraw": "api:application-withdraw POST",
    "governance:dossier_upload": "api:document-list POST",
    "governance:dossier_document_remove": "api:document-detail DELETE",
    "governance:dossier_submit": "api:application-submit POST",
    "governance:dossier_edit": "api:mining-section PUT",  # and the other sections, by the same resource
    "governance:checks_run": "api:check-run POST",
    "governance:check_record": "api:check-record POST",
    "governance:case_deliver": "api:application-deliver POST",
    "governance:case_notice": "api:application-notices POST",
    "governance:case_amend": "api:application-amend POST",
    "governance:case_reconsider": "api:application-reconsider POST",
    "governance:comment_answer": "api:comment-reply POST",
    "governance:comment_hide": "api:comment-hide POST",
    "governance:obligation_report": "api:obligation-report POST",
    "governance:obligation_verify": "api:obligation-verify POST",
    "governance:conflict_act/state": "api:conflict-state POST",
    "governance:conflict_act/option": "api:conflict-option POST",
    "governance:conflict_act/raise": "api:conflict-raise-level POST",
    "governance:conflict_act/settle": "api:conflict-settle POST",
    "governance:meeting_new": "api:meeting-list POST",
    "governance:meeting_add": "api:meeting-add-item POST",
    "governance:procedure_draft_start": "api:procedure-draft-list POST",
    "governance:procedure_draft_edit": "api:procedure-draft-detail PUT",
    "governance:procedure_draft_submit": "api:procedure-draft-submit POST",
    "governance:procedure_draft_return": "api:procedure-draft-return-to-author POST",
    "governance:procedure_draft_publish": "api:procedure-draft-publish POST",
    "governance:procedure_draft_discard": "api:procedure-draft-discard POST",
    "governance:substitution_list": "api:substitution-list POST",
    "governance:substitution_end": "api:substitution-end POST",
    "governance:verify_code": "api:public-letter-compare POST",
    "governance:public_comment": "api:public-notice-comments POST",
    **parity_registry.WRITES,
}

#: Pages that are read.
READS: dict[str, str | Reason] = {
    **lists.READS,
    **dict.fromkeys(acts.FORMS, FORM),
    "governance:queue": "api:queue-list GET",
    "governance:savings": "api:saving-summary GET",  # with saving-list and saving-departments
    "governance:case_list": "api:application-list GET",
    "governance:case_start": FORM,
    "governance:case_detail": "api:application-detail GET",  # with timeline, links, choices, notices, checks
    "governance:dossier_documents": "api:document-list GET",
    "governance:dossier_check": "api:application-completeness GET",
    "governance:dossier_edit": "api:mining-section GET",
    "governance:dossier_revision": "api:application-revision GET",
    "governance:case_document": "api:document-content GET",
    "governance:letter": "api:decision-letter GET",
    "governance:case_checks": "api:check-list GET",  # with check-map
    "governance:check_evidence": "api:check-content GET",
    "governance:case_deliver": FORM,
    "governance:case_notice": "api:application-notices GET",
    "governance:case_amend": FORM,
    "governance:case_reconsider": FORM,
    "governance:obligation_list": "api:obligation-list GET",
    "governance:obligation_calendar": "api:obligation-calendar GET",
    "governance:obligation_detail": "api:obligation-detail GET",
    "governance:obligation_file": "api:obligation-proof GET",
    "governance:conflict_detail": "api:conflict-detail GET",
    "governance:meeting_new": FORM,
    "governance:meeting_detail": "api:meeting-detail GET",
    "governance:meeting_minutes": "api:meeting-minutes GET",
    "governance:procedure_list": "api:procedure-list GET",
    "governance:procedure_detail": "api:procedure-detail GET",
    "governance:procedure_draft": "api:procedure-draft-detail GET",
    "governance:procedure_draft_edit": "api:procedure-draft-detail GET",
    "governance:substitution_list": "api:substitution-list GET",
    "governance:threshold_list": "api:threshold-list GET",
    "governance:verify": FORM,
    "governance:verify_code": "api:public-letter-detail GET",
    "governance:public_home": "api:public-figure-list GET",  # with public-application-list
    "governance:public_decisions": "api:public-decision-list GET",
    "governance:public_case": "api:public-application-detail GET",
    "governance:public_comment_find": FORM,
    "governance:public_comment_detail": "api:public-notice-comment GET",
    "governance:public_letter": "api:public-decision-letter GET",
    "governance:public_mines": "api:public-mine-list GET",
    "governance:public_mine": "api:public-mine-detail GET",
    "governance:accessibility": WORDS,
    "governance:privacy": WORDS,
    **parity_registry.READS,
}
