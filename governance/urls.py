"""Page addresses of governance."""

from django.urls import URLPattern, URLResolver, path

from governance.views import cases

app_name = "governance"

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/", cases.case_list, name="case_list"),
    path("cases/<int:pk>/", cases.case_detail, name="case_detail"),
    path("cases/<int:pk>/acts/<slug:key>/", cases.case_act, name="case_act"),
]
