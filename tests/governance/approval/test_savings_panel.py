"""The block on the page of a case: so far while it is open, as kept once it is decided."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from governance.approval.models import Case
from tests.factories import cases as stages

pytestmark = pytest.mark.django_db


def page(case: Case, here: stages.Scene) -> str:
    client = Client()
    client.force_login(here.officer, backend="django.contrib.auth.backends.ModelBackend")
    with translation.override("en"):
        return client.get(reverse("governance:case_detail", args=[case.pk])).content.decode()


@pytest.mark.stage("submitted")
def test_the_panel_in_each_state(here: stages.Scene, case: Case) -> None:
    assert "h-savings" not in page(case, here)
    case = stages.in_review(stages.Scene(**{**here.__dict__, "mine": _another(here)}))
    assert "What joint review saves so far" in page(case, here)
    case = stages.decided(stages.Scene(**{**here.__dict__, "mine": _another(here)}))
    body = page(case, here)
    assert "What joint review saved" in body
    assert "Days of each department" in body
    assert "<c-" not in body


def _another(here: stages.Scene) -> object:
    from tests.factories.mines import held_mine

    return held_mine(here.company, region_code=here.mine.region_code)
