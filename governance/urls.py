"""Page addresses of governance."""

from django.urls import URLPattern, URLResolver, path

from governance.views import applications, cases, documents, dossiers, revisions

app_name = "governance"

urlpatterns: list[URLPattern | URLResolver] = [
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
]
