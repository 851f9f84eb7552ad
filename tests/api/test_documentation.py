"""The documentation page."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_lists_every_operation_without_script_or_style(client: Client, language: str) -> None:
    answer = client.get("/api/v1/docs/", HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 200
    page = answer.content.decode()
    schema = client.get("/api/v1/schema/?format=json").json()
    for path, item in schema["paths"].items():
        assert f"<code>{path}</code>" in page
        for operation in item.values():
            assert f'id="{operation["operationId"]}"' in page
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", page)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(ids)


@pytest.mark.parametrize(
    ("form", "media"), [("json", "application/vnd.oai.openapi+json"), ("yaml", "application/vnd.oai.openapi")]
)
def test_the_description_comes_in_both_forms(client: Client, form: str, media: str) -> None:
    answer = client.get(f"/api/v1/schema/?format={form}")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(media)
    assert b"3.1.0" in answer.content[:200]


def test_the_root_leads_to_it(client: Client) -> None:
    assert client.get("/api/v1/")["Location"] == "/api/v1/docs/"


def test_who_has_the_description_is_not_sent_it_again(client: Client) -> None:
    first = client.get("/api/v1/schema/?format=json")
    again = client.get("/api/v1/schema/?format=json", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/v1/schema/?format=yaml", headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200


def test_the_description_is_in_english_whoever_asks(client: Client) -> None:
    chinese = client.get("/api/v1/schema/?format=json&lang=zh-hans", HTTP_ACCEPT_LANGUAGE="zh-hans")
    assert chinese.content == client.get("/api/v1/schema/?format=json", HTTP_ACCEPT_LANGUAGE="en").content
