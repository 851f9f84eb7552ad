"""Page addresses of the committee: its meetings."""

from django.urls import URLPattern, path

from governance.committee.acts.meetings import MEETINGS
from governance.committee.tables.meetings import MEETINGS as MEETING_LIST
from governance.committee.views import meeting_page, meetings
from registry.web.views import listings
from registry.web.views.acts import routes

urlpatterns: list[URLPattern] = [
    listings.route(MEETING_LIST, "meetings"),
    path("meetings/new/", meetings.meeting_new, name="meeting_new"),
    path("meetings/<int:pk>/", meeting_page.meeting_detail, name="meeting_detail"),
    path("meetings/<int:pk>/minutes/", meetings.meeting_minutes, name="meeting_minutes"),
    path("meetings/<int:pk>/add/", meeting_page.meeting_add, name="meeting_add"),
    *routes(MEETINGS, "meetings", meeting_page.meeting_page),
]
