"""Page addresses of joint approval, what follows from it, and what the public sees of it."""

from django.urls import URLPattern, path

from governance.approval.views.cases import applications, cases, links
from governance.approval.views.checks import checks
from governance.approval.views.conflicts import conflicts
from governance.approval.views.decisions import deliveries, letters, verify
from governance.approval.views.dossiers import documents, dossiers, revisions
from governance.approval.views.indicators import thresholds
from governance.approval.views.notices import notices, public_notices
from governance.approval.views.obligations import obligation_calendar, obligations
from governance.approval.views.procedures import procedure_drafts, procedures
from governance.approval.views.public import public, public_mines, statements
from governance.approval.views.queues import queues
from governance.approval.views.savings import savings
from governance.approval.views.seats import substitutions

urlpatterns: list[URLPattern] = [
    path("queue/", queues.queue, name="queue"),
    path("savings/", savings.savings, name="savings"),
    path("cases/", cases.case_list, name="case_list"),
    path("cases/start/", applications.case_start, name="case_start"),
    path("cases/<int:pk>/", cases.case_detail, name="case_detail"),
    path("cases/<int:pk>/acts/<slug:key>/", cases.case_act, name="case_act"),
    path("cases/<int:pk>/dossier/documents/", documents.dossier_documents, name="dossier_documents"),
    path("cases/<int:pk>/dossier/documents/<slug:code>/", documents.dossier_upload, name="dossier_upload"),
    path(
        "cases/<int:pk>/dossier/documents/<int:document>/remove/",
        documents.dossier_document_remove,
        name="dossier_document_remove",
    ),
    path("cases/<int:pk>/dossier/check/", dossiers.dossier_check, name="dossier_check"),
    path("cases/<int:pk>/dossier/submit/", dossiers.dossier_submit, name="dossier_submit"),
    path("cases/<int:pk>/dossier/<slug:section>/", dossiers.dossier_edit, name="dossier_edit"),
    path("cases/<int:pk>/revisions/<int:number>/", revisions.dossier_revision, name="dossier_revision"),
    path("cases/<int:pk>/documents/<int:document>/", documents.case_document, name="case_document"),
    path("cases/<int:pk>/letter/<slug:language>/", letters.letter, name="letter"),
    path("cases/<int:pk>/checks/", checks.case_checks, name="case_checks"),
    path("cases/<int:pk>/checks/run/", checks.checks_run, name="checks_run"),
    path("cases/<int:pk>/checks/<slug:code>/record/", checks.check_record, name="check_record"),
    path("cases/<int:pk>/checks/records/<int:record>/", checks.check_evidence, name="check_evidence"),
    path("cases/<int:pk>/deliver/", deliveries.case_deliver, name="case_deliver"),
    path("cases/<int:pk>/notice/", notices.case_notice, name="case_notice"),
    path("cases/<int:pk>/amend/", links.case_amend, name="case_amend"),
    path("cases/<int:pk>/reconsider/", links.case_reconsider, name="case_reconsider"),
    path("comments/<int:pk>/answer/", notices.comment_answer, name="comment_answer"),
    path("comments/<int:pk>/hide/", notices.comment_hide, name="comment_hide"),
    path("obligations/", obligations.obligation_list, name="obligation_list"),
    path("obligations/calendar/", obligation_calendar.obligation_calendar, name="obligation_calendar"),
    path("obligations/<int:pk>/", obligations.obligation_detail, name="obligation_detail"),
    path("obligations/<int:pk>/report/", obligations.obligation_report, name="obligation_report"),
    path("obligations/<int:pk>/verify/", obligations.obligation_verify, name="obligation_verify"),
    path("obligations/<int:pk>/reports/<int:report>/", obligations.obligation_file, name="obligation_file"),
    path("conflicts/<int:pk>/", conflicts.conflict_detail, name="conflict_detail"),
    path("conflicts/<int:pk>/<slug:key>/", conflicts.conflict_act, name="conflict_act"),
    path("procedures/", procedures.procedure_list, name="procedure_list"),
    path("procedures/<int:pk>/", procedures.procedure_detail, name="procedure_detail"),
    path("procedures/drafts/start/", procedure_drafts.procedure_draft_start, name="procedure_draft_start"),
    path("procedures/drafts/<int:pk>/", procedure_drafts.procedure_draft, name="procedure_draft"),
    path("procedures/drafts/<int:pk>/edit/", procedure_drafts.procedure_draft_edit, name="procedure_draft_edit"),
    path("procedures/drafts/<int:pk>/submit/", procedure_drafts.procedure_draft_submit, name="procedure_draft_submit"),
    path("procedures/drafts/<int:pk>/return/", procedure_drafts.procedure_draft_return, name="procedure_draft_return"),
    path(
        "procedures/drafts/<int:pk>/publish/", procedure_drafts.procedure_draft_publish, name="procedure_draft_publish"
    ),
    path(
        "procedures/drafts/<int:pk>/discard/", procedure_drafts.procedure_draft_discard, name="procedure_draft_discard"
    ),
    path("substitutions/", substitutions.substitution_list, name="substitution_list"),
    path("substitutions/<int:pk>/end/", substitutions.substitution_end, name="substitution_end"),
    path("thresholds/", thresholds.threshold_list, name="threshold_list"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:code>/", verify.verify_code, name="verify_code"),
    path("", public.public_home, name="public_home"),
    path("public/decisions/", public.public_decisions, name="public_decisions"),
    path("public/cases/<str:number>/", public.public_case, name="public_case"),
    path("public/cases/<str:number>/comments/", public_notices.public_comment, name="public_comment"),
    path("public/comments/", public_notices.public_comment_find, name="public_comment_find"),
    path("public/comments/<str:reference>/", public_notices.public_comment_detail, name="public_comment_detail"),
    path("public/cases/<str:number>/letter/<slug:language>/", public.public_letter, name="public_letter"),
    path("public/mines/", public_mines.public_mine_list, name="public_mines"),
    path("public/mines/<int:pk>/", public_mines.public_mine, name="public_mine"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
]
