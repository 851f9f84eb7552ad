"""The pages of the inbox, the audit log, the calendar and the start page."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings as project
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from registry.audit.models import AuditEvent
from registry.audit.services import audit
from registry.base.rules.contributions import contributions
from registry.calendar.models import CalendarVersion
from registry.calendar.services import calendars
from registry.messages.models import Notification, NotificationPreference
from registry.scope.models import Role, User
from registry.scope.rules.grants import System
from registry.workspace.selectors.worklist import Work, WorkItem
from tests.factories import organisations, seen
from tests.factories.memberships import member
from tests.factories.notifications import NotificationFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def _client(user: User) -> Client:
    client = seen.Reader()
    client.force_login(user)
    return client


@pytest.fixture
def administrator() -> User:
    return member(Role.ADMINISTRATOR, organisations.committee_office())


@pytest.fixture
def auditor() -> User:
    return member(Role.AUDITOR, organisations.committee())


@pytest.fixture
def seeded() -> CalendarVersion:
    version = calendars.seed_from_file(project.DATA_DIR / "working_days.json", by=System("test"))
    assert version is not None
    return version


@pytest.mark.parametrize("name", ["home", "notification_list", "notification_preferences", "audit_list", "calendar"])
def test_strangers_are_sent_to_sign_in(name: str, settings: Any) -> None:
    settings.LOGIN_URL = "/sign-in/"
    answer = Client().get(reverse(f"registry:{name}"))
    assert answer.status_code == 302


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_start_page(role: Role, seeded: CalendarVersion) -> None:
    companies = (Role.APPLICANT, Role.COMPANY_MANAGER)
    body = organisations.company() if role in companies else organisations.natural_resources()
    answer = _client(member(role, body)).get(reverse("registry:home"))
    assert answer.status_code == 200
    assert "Nothing waits for you" in answer.content.decode()


def test_the_start_page_lists_the_most_urgent_first(
    monkeypatch: pytest.MonkeyPatch, administrator: User, seeded: CalendarVersion
) -> None:
    found = [
        WorkItem("Later", "/a", "Review", due=dt.date(2026, 12, 2)),
        WorkItem("Sooner", "/b", "Review", due=dt.date(2026, 11, 2), clock="2 days over", level="bad"),
        WorkItem("Some day", "/c", "Review"),
    ]
    monkeypatch.setitem(contributions._slots, "work", {"test": Work(lambda user: found)})
    page = _client(administrator).get(reverse("registry:home")).content.decode()
    assert page.index("Sooner") < page.index("Later") < page.index("Some day")
    assert "1 overdue" in page


class TestInbox:
    def test_opening_follows_the_link_in_the_readers_language(self) -> None:
        row = NotificationFactory(link="/cases/7/")
        answer = _client(row.recipient).get(reverse("registry:notification_open", args=[row.pk]))
        assert answer.headers["Location"] == "/en/cases/7/"
        row.refresh_from_db()
        assert row.read_at is not None

    def test_nobody_opens_another_persons_message(self) -> None:
        row = NotificationFactory()
        for name in ("notification_open", "notification_read"):
            url = reverse(f"registry:{name}", args=[row.pk])
            client = _client(UserFactory())
            assert (client.get(url) if name.endswith("open") else client.post(url)).status_code == 404
        row.refresh_from_db()
        assert row.read_at is None

    def test_reading_is_a_post(self) -> None:
        row = NotificationFactory()
        client, url = _client(row.recipient), reverse("registry:notification_read", args=[row.pk])
        assert client.get(url).status_code == 405
        assert client.post(url).status_code == 302
        assert not Notification.objects.filter(read_at__isnull=True).exists()

    def test_all_read_leaves_what_came_after_the_page(self) -> None:
        seen = NotificationFactory()
        later = NotificationFactory(recipient=seen.recipient)
        _client(seen.recipient).post(reverse("registry:notification_read_all"), {"until": seen.created_at.isoformat()})
        assert list(Notification.objects.filter(read_at__isnull=True)) == [later]

    @pytest.mark.parametrize("until", ["", "x", "2026-13-40T00:00:00", "2026-01-01T00:00:00"])
    def test_a_broken_time_marks_all_as_read(self, until: str) -> None:
        row = NotificationFactory()
        _client(row.recipient).post(reverse("registry:notification_read_all"), {"until": until})
        assert not Notification.objects.filter(read_at__isnull=True).exists()

    def test_the_list_filters_and_pages(self) -> None:
        user = UserFactory()
        NotificationFactory.create_batch(25, recipient=user)
        NotificationFactory(recipient=user, is_read=True)
        client, url = _client(user), reverse("registry:notification_list")
        first = client.get(url, {"show": "unread"})
        cursor = first.context["page"].next_cursor
        assert len(first.context["entries"]) == 20
        assert len(client.get(url, {"show": "unread", "cursor": cursor}).context["entries"]) == 5

    def test_what_is_not_ticked_does_not_come_by_e_mail(self) -> None:
        user = UserFactory()
        _client(user).post(reverse("registry:notification_preferences"), {"by_email": ["cases.accepted"]})
        choices = dict(NotificationPreference.objects.filter(user=user).values_list("kind", "by_email"))
        assert choices["cases.accepted"] is True
        assert choices["cases.approved"] is False

    def test_an_unknown_kind_is_refused(self) -> None:
        answer = _client(UserFactory()).post(reverse("registry:notification_preferences"), {"by_email": ["no.such"]})
        assert answer.status_code == 422


class TestAuditPages:
    @pytest.fixture
    def act(self, administrator: User) -> AuditEvent:
        body = organisations.natural_resources()
        return audit.record(
            "organisation.changed",
            body,
            by=administrator,
            before={"name_zh": "旧名", "kind": "department"},
            after={"name_zh": "新名", "kind": "department"},
            region_code="150621",
        )

    @pytest.mark.parametrize("role", [role for role in Role if role != Role.AUDITOR])
    def test_only_auditors_read_the_log(self, role: Role, act: AuditEvent) -> None:
        client = _client(member(role, organisations.natural_resources()))
        for url in (
            reverse("registry:audit_list"),
            reverse("registry:audit_detail", args=[act.pk]),
            reverse("registry:audit_export", args=["csv"]),
        ):
            assert client.get(url).status_code == 403

    def test_an_auditor_reads_his_territory(self, act: AuditEvent, auditor: User) -> None:
        elsewhere = member(Role.AUDITOR, organisations.committee("150302"))
        url = reverse("registry:audit_detail", args=[act.pk])
        assert _client(auditor).get(url).status_code == 200
        assert _client(elsewhere).get(url).status_code == 404
        assert len(_client(elsewhere).get(reverse("registry:audit_list")).context["page"].rows) == 0

    def test_the_page_words_the_change(self, act: AuditEvent, auditor: User) -> None:
        page = _client(auditor).get(reverse("registry:audit_detail", args=[act.pk])).content.decode()
        for words in ("Chinese name", "旧名", "新名", "Department", "Hash verified", act.hash):
            assert words in page

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"verb": "organisation.changed"}, 1),
            ({"verb": "no.such"}, 1),
            ({"object": "测试部门"}, 1),
            ({"object": "nothing"}, 0),
            ({"actor": "测试人员"}, 1),
            ({"actor": "nobody"}, 0),
            ({"since": "2099-01-01"}, 0),
            ({"since": "never", "until": "31.12."}, 1),
            ({"request": "a\x00b"}, 1),
            ({"cursor": "§§"}, 1),
        ],
    )
    def test_filters(self, query: dict[str, str], found: int, act: AuditEvent, auditor: User) -> None:
        answer = _client(auditor).get(reverse("registry:audit_list"), query)
        assert answer.status_code == 200
        assert len(answer.context["page"].rows) == found

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_export(self, kind: str, act: AuditEvent, auditor: User) -> None:
        answer = _client(auditor).get(reverse("registry:audit_export", args=[kind]))
        content = b"".join(answer.streaming_content)
        assert content
        assert kind == "xlsx" or act.hash in content.decode()


class TestCalendarPages:
    FORM = {"year": "2027", "source": "A notice", "rest": "2027-01-01 元旦 / New Year", "makeup": "", "note": ""}

    @pytest.mark.parametrize("query", [{}, {"year": "2026"}, {"year": "2027"}, {"year": "x"}, {"version": "1"}])
    def test_a_year_is_shown(self, query: dict[str, str], seeded: CalendarVersion) -> None:
        answer = _client(UserFactory()).get(reverse("registry:calendar"), query)
        assert answer.status_code == 200
        assert len(answer.context["year"].months) == 12

    def test_the_working_days_of_2026(self, seeded: CalendarVersion) -> None:
        answer = _client(UserFactory()).get(reverse("registry:calendar"), {"year": "2026"})
        counts = answer.context["year"].counts
        assert sum(counts.values()) == 365
        assert counts["makeup"] == 6

    @pytest.mark.parametrize("version", ["9", "x", "-1", "99999999999"])
    def test_an_unknown_version_is_not_found(self, version: str, seeded: CalendarVersion) -> None:
        assert _client(UserFactory()).get(reverse("registry:calendar"), {"version": version}).status_code == 404

    def test_a_year_is_looked_at_and_published(self, administrator: User, seeded: CalendarVersion) -> None:
        client, url = _client(administrator), reverse("registry:calendar_edit")
        data = self.FORM | {"based_on": "1"}
        shown = client.post(url, data | {"preview": "1"})
        assert [change.day for change in shown.context["preview"]["changes"]] == [dt.date(2027, 1, 1)]
        assert CalendarVersion.objects.count() == 1
        seen = shown.context["form"]["seen"].value()
        assert client.post(url, data | {"publish": "1", "seen": seen}).status_code == 302
        assert CalendarVersion.objects.first().years == [2024, 2025, 2026, 2027]

    def test_what_was_not_looked_at_is_not_published(self, administrator: User, seeded: CalendarVersion) -> None:
        data = self.FORM | {"based_on": "1", "publish": "1", "seen": "0" * 64}
        answer = _client(administrator).post(reverse("registry:calendar_edit"), data)
        assert "preview" in answer.context
        assert CalendarVersion.objects.count() == 1

    def test_the_second_administrator_sees_who_was_first(self, administrator: User, seeded: CalendarVersion) -> None:
        client, url = _client(administrator), reverse("registry:calendar_edit")
        data = self.FORM | {"based_on": "1"}
        seen = client.post(url, data | {"preview": "1"}).context["form"]["seen"].value()
        client.post(url, data | {"publish": "1", "seen": seen})
        answer = client.post(url, data | {"publish": "1", "seen": seen})
        assert answer.status_code == 409
        assert administrator.full_name in answer.content.decode()

    @pytest.mark.parametrize(
        "change",
        [
            {"rest": "1 January"},
            {"rest": "2027-02-30"},
            {"rest": "2026-01-01"},
            {"rest": "2027-05-05..2027-05-01"},
            {"makeup": "2027-01-04"},
            {"makeup": "2027-01-02", "rest": "2027-01-02"},
            {"year": "1"},
            {"year": ""},
            {"source": ""},
            {"based_on": "x"},
            {"rest": "9" * 19_000},
        ],
    )
    def test_what_cannot_be_read_comes_back(
        self, change: dict[str, str], administrator: User, seeded: CalendarVersion
    ) -> None:
        data = self.FORM | {"based_on": "1", "preview": "1"} | change
        answer = _client(administrator).post(reverse("registry:calendar_edit"), data)
        assert answer.status_code == 422

    @pytest.mark.parametrize(
        ("name", "content", "status"),
        [
            (
                "a.json",
                b'{"years": {"2027": {"source": "N", "off": [["2027-01-01", "2027-01-03"]], "makeup_workdays": []}}}',
                200,
            ),
            ("a.csv", "date,type,name\n2027-01-01,rest,元旦\n".encode(), 200),
            ("a.csv", "date,type,name\n2027-01-01,rest,元旦\n".encode("gbk"), 200),
            ("a.csv", b"date,type\n2027-01-01,party\n", 422),
            ("a.csv", b"date,type\nsoon,rest\n", 422),
            ("a.json", b"{}", 422),
            ("a.json", b'{"years": []}', 422),
            ("a.json", b'{"years": {"2027": {"off": 7, "makeup_workdays": []}}}', 422),
            ("a.json", b"[" * 100_000, 422),
            ("a.bin", bytes(range(256)), 422),
            ("a.csv", b"", 422),
        ],
    )
    def test_a_file_fills_the_form(
        self, name: str, content: bytes, status: int, administrator: User, seeded: CalendarVersion
    ) -> None:
        upload = SimpleUploadedFile(name, content)
        answer = _client(administrator).post(reverse("registry:calendar_edit"), {"import": "1", "file": upload})
        assert answer.status_code == status
        assert CalendarVersion.objects.count() == 1

    def test_others_do_not_edit(self, auditor: User, seeded: CalendarVersion) -> None:
        assert _client(auditor).get(reverse("registry:calendar_edit")).status_code == 403
