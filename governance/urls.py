"""Page addresses of governance."""

from django.urls import URLPattern, URLResolver, path

from governance.views import (
    applications,
    cases,
    checks,
    documents,
    dossiers,
    letters,
    procedures,
    public,
    public_mines,
    queues,
    revisions,
    statements,
    thresholds,
    verify,
)

app_name = "governance"

urlpatterns: list[URLPattern | URLResolver] = [
    path("queue/", queues.queue, name="queue"),
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
    path("procedures/", procedures.procedure_list, name="procedure_list"),
    path("procedures/<int:pk>/", procedures.procedure_detail, name="procedure_detail"),
    path("procedures/<int:pk>/publish/", procedures.procedure_publish, name="procedure_publish"),
    path("thresholds/", thresholds.threshold_list, name="threshold_list"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:code>/", verify.verify_code, name="verify_code"),
    path("", public.public_home, name="public_home"),
    path("public/decisions/", public.public_decisions, name="public_decisions"),
    path("public/cases/<str:number>/", public.public_case, name="public_case"),
    path("public/cases/<str:number>/letter/<slug:language>/", public.public_letter, name="public_letter"),
    path("public/mines/", public_mines.public_mine_list, name="public_mines"),
    path("public/mines/<int:pk>/", public_mines.public_mine, name="public_mine"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
]
