"""The import by page: check, read the problems, load; and who may do it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from registry.audit.models import AuditEvent
from registry.mines.models import ImportRun, Mine
from registry.mines.services.imports import runs
from tests.factories.memberships import member
from tests.factories.organisations import company, ecology, natural_resources
from tests.factories.regions import all_regions

pytestmark = pytest.mark.django_db
HEAD = 'GEM Mine ID,Mine Name,Mine Name (Non-ENG),Status,Mine Type,Capacity (Mtpa),"State, Province",Latitude,Longitude'
ROWS = [
    "M1,Alpha,甲矿,Operating,Surface,1.2,Inner Mongolia,39.81,110.01",
    "M2,Beta,乙矿,??,Surface,x,Inner Mongolia,39.8,110",
]


@pytest.fixture(autouse=True)
def _chinese(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    all_regions()
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(member("intake_clerk", natural_resources("150000")))
    return client


def register(name: str = "register.csv", content: str = "\n".join([HEAD, *ROWS])) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode(), content_type="text/csv")


def hand_in(client: Client, **files: SimpleUploadedFile) -> ImportRun:
    answer = client.post(reverse("registry:mine_import"), files or {"file": register()})
    assert answer.status_code == 302, answer.content.decode()
    return ImportRun.objects.latest("pk")


def test_check_then_load(signed_in):
    run = hand_in(signed_in)
    address = reverse("registry:import_run", args=[run.pk])
    assert "hx-trigger" in signed_in.get(address).content.decode()
    assert signed_in.post(reverse("registry:import_load", args=[run.pk])).status_code == 409
    runs.execute(run.pk)
    assert Mine.objects.count() == 0
    page = signed_in.get(address).content.decode()
    assert "Capacity (Mtpa)" in page
    assert "??" in page
    narrowed = signed_in.get(f"{address}?kind=value").content.decode()
    assert "??" in narrowed
    assert "“x”" not in narrowed
    assert signed_in.post(reverse("registry:import_load", args=[run.pk])).status_code == 302
    assert runs.sweep() == 1
    assert Mine.objects.get().identifier == "M1"
    assert signed_in.post(reverse("registry:import_load", args=[run.pk])).status_code == 409
    assert set(AuditEvent.objects.values_list("verb", flat=True)) >= {
        "import.started",
        "import.load_asked",
        "mine.imported",
    }


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_problems_and_template_as_files(signed_in, kind):
    run = hand_in(signed_in)
    runs.execute(run.pk)
    assert signed_in.get(reverse("registry:import_problems", args=[run.pk, kind])).status_code == 200
    assert signed_in.get(reverse("registry:import_template", args=[kind])).status_code == 200


@pytest.mark.parametrize(
    "upload",
    [
        register(content=""),
        register("register.xlsx", "no workbook"),
        register("register.csv", "%PDF-1.7 something"),
        SimpleUploadedFile("x.exe", b"MZ\x00\x00"),
    ],
)
def test_a_file_of_another_kind_comes_back_at_once(signed_in, upload):
    answer = signed_in.post(reverse("registry:mine_import"), {"file": upload})
    assert answer.status_code == 422
    assert ImportRun.objects.count() == 0


def test_a_missing_file_comes_back(signed_in):
    assert signed_in.post(reverse("registry:mine_import"), {}).status_code == 422


def test_columns_that_are_missing_are_named(signed_in):
    run = hand_in(signed_in, file=register(content="a,b\n1,2\n"))
    runs.execute(run.pk)
    page = signed_in.get(reverse("registry:import_run", args=[run.pk])).content.decode()
    assert "Mine identifier" in page


@pytest.mark.parametrize("office", ["ecology", "company", "administrator"])
def test_nobody_else_may(client, office):
    user = {
        "ecology": lambda: member("reviewer", ecology("150000")),
        "company": lambda: member("applicant", company()),
        "administrator": lambda: member("administrator", natural_resources("150000")),
    }[office]()
    client.force_login(user)
    assert client.get(reverse("registry:mine_import")).status_code == 403
    assert client.post(reverse("registry:mine_import"), {"file": register()}).status_code == 403
    assert ImportRun.objects.count() == 0


def test_another_office_does_not_see_the_run(signed_in, client):
    run = hand_in(signed_in)
    client.force_login(member("intake_clerk", natural_resources("140000")))
    for name in ("import_run", "import_load"):
        ask = client.post if name == "import_load" else client.get
        assert ask(reverse(f"registry:{name}", args=[run.pk])).status_code == 404
