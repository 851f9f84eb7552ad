"""Addresses of mines and imports."""

from django.urls import URLPattern, URLResolver, path, re_path

from registry.mines.acts.facilities import FACILITIES, MINES
from registry.mines.views import (
    holds,
    imports,
    mine_documents,
    mine_edit,
    mine_map,
    mine_pages,
    mine_parts,
    mines,
    production,
)
from registry.web.views.acts import routes

urlpatterns: list[URLPattern | URLResolver] = [
    path("mines/", mines.mine_list, name="mine_list"),
    re_path(r"^mines/export\.(?P<kind>csv|xlsx)$", mines.mine_export, name="mine_export"),
    path("mines/new/", mine_edit.mine_create, name="mine_create"),
    path("mines/map/", mine_map.mine_map, name="mine_map"),
    path("mines/map/points.bin", mine_map.mine_points, name="mine_points"),
    path("mines/map/names.json", mine_map.mine_names, name="mine_names"),
    path("mines/map/polygons.json", mine_map.mine_polygons, name="mine_polygons"),
    path("mines/import/", imports.mine_import, name="mine_import"),
    re_path(r"^mines/import/template\.(?P<kind>csv|xlsx)$", imports.import_template, name="import_template"),
    path("mines/import/<int:pk>/", imports.import_run, name="import_run"),
    path("mines/import/<int:pk>/load/", imports.import_load, name="import_load"),
    re_path(
        r"^mines/import/(?P<pk>\d+)/problems\.(?P<kind>csv|xlsx)$", imports.import_problems, name="import_problems"
    ),
    path("mines/<int:pk>/", mine_pages.mine_detail, name="mine_detail"),
    path("mines/<int:pk>/edit/", mine_edit.mine_edit, name="mine_edit"),
    path("mines/<int:pk>/boundary/", mine_pages.mine_boundary, name="mine_boundary"),
    path("mines/<int:pk>/boundary/edit/", mine_edit.mine_boundary_edit, name="mine_boundary_edit"),
    path("mines/<int:pk>/rights/", mine_pages.mine_rights, name="mine_rights"),
    path("mines/<int:pk>/rights/new/", mine_parts.right_create, name="right_create"),
    path("mines/<int:pk>/holder/", mine_edit.mine_transfer, name="mine_transfer"),
    path("mines/<int:pk>/stage/<slug:verb>/", mine_edit.mine_stage, name="mine_stage"),
    path("mines/<int:pk>/facilities/", mine_pages.mine_facilities, name="mine_facilities"),
    path("mines/<int:pk>/documents/", mine_documents.mine_documents_tab, name="mine_documents"),
    path("mines/<int:pk>/timeline/", mine_pages.mine_timeline_tab, name="mine_timeline"),
    path("mines/<int:pk>/audit/", mine_pages.mine_audit, name="mine_audit"),
    path("mines/<int:pk>/holds/new/", holds.hold_place, name="hold_place"),
    path("mines/<int:pk>/production/new/", production.production_record, name="production_record"),
    path("holds/", holds.hold_list, name="hold_list"),
    re_path(r"^holds/export\.(?P<kind>csv|xlsx)$", holds.hold_export, name="hold_export"),
    path("holds/<int:pk>/", holds.hold_detail, name="hold_detail"),
    path("holds/<int:pk>/lift/", holds.hold_lift, name="hold_lift"),
    path("production/", production.production_list, name="production_list"),
    re_path(r"^production/export\.(?P<kind>csv|xlsx)$", production.production_export, name="production_export"),
    path("production/<int:pk>/", production.production_detail, name="production_detail"),
    path("rights/<int:pk>/edit/", mine_parts.right_edit, name="right_edit"),
    path("rights/<int:pk>/end/", mine_parts.right_end, name="right_end"),
    path("rights/<int:pk>/licences/new/", mine_parts.licence_create, name="licence_create"),
    path("licences/<int:pk>/edit/", mine_parts.licence_edit, name="licence_edit"),
    path("licences/<int:pk>/status/", mine_parts.licence_status, name="licence_status"),
    *routes(FACILITIES, "facilities"),
    *routes(MINES, "mines"),
    path("mine-documents/<int:pk>/", mine_documents.mine_document, name="mine_document"),
    path("mine-documents/<int:pk>/withdraw/", mine_documents.mine_document_withdraw, name="mine_document_withdraw"),
    path("regions/options/", mines.region_options, name="region_options"),
]
