"""Files at fixed addresses."""

from urllib.robotparser import RobotFileParser

from django.test import Client, override_settings


def test_crawlers_read_open_pages_only(client: Client) -> None:
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").content.decode().splitlines())
    for path in ("/zh-hans/", "/en/public/cases/LS-2026-0001/", "/en/public/decisions/", "/en/procedures/"):
        assert rules.can_fetch("any", path), path
    for path in ("/zh-hans/cases/1/", "/api/v1/", "/admin/", "/en/verify/7K2QX-M0RVT-49ZDH-B8C3N/"):
        assert not rules.can_fetch("any", path), path


def test_a_contact_is_shown_where_there_is_one(client: Client) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    with override_settings(SECURITY_CONTACT="mailto:security@example.gov.cn"):
        said = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:security@example.gov.cn" in said
    assert "Expires: " in said
