"""Too near a railway: passed only by the railway's agreement on record; never silently, and for nothing else."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from governance.approval.models import Case, CheckAgreement, CheckKind
from governance.approval.selectors.checks import checks as selectors
from governance.approval.services.checks import checks
from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope
from registry.mines.models import Mine
from tests.factories import cases as stages
from tests.factories import layers, seen
from tests.factories.attachments import upload
from tests.factories.checks import ask
from tests.factories.mines import BOUNDARY

pytestmark = pytest.mark.django_db
RAIL, ROAD, BRIDGE = "spatial-railway", "spatial-road", "spatial-bridge"
WORDS = "已核对同意文件原件及安全防护措施方案。"


@pytest.fixture(autouse=True)
def _english(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> stages.Scene:
    found = stages.scene()
    Mine.objects.filter(pk=found.mine.pk).update(boundary=BOUNDARY)
    found.mine.refresh_from_db()
    return found


@pytest.fixture
def case(here: stages.Scene) -> Case:
    """Under review; a railway, a road and a bridge lie 10 to 20 m from the mine."""
    line = layers.line((109.99, 40.0201), (110.03, 40.0201))
    for kind in ("railway", "road", "bridge", "township_road"):
        layers.map_layer(line, kind=kind, name_zh=f"测试{kind}")
    made = ask(stages.in_review(here), RAIL, ROAD, BRIDGE)
    checks.run(made.pk, by=here.officer)
    return made


def state_of(case: Case, code: str = RAIL) -> str:
    return next(row.state.value for row in selectors.latest(case).rows if row.code == code)


def agree(here: stages.Scene, case: Case, code: str = RAIL, **given: Any) -> Any:
    values = {
        "state": "pass", "happened_on": timezone.localdate(), "text": WORDS, "file": upload(),
        "authority": "某铁路局集团有限公司（演示）", "document_number": "铁安函〔2026〕12号", **given,
    }  # fmt: skip
    by = given.pop("by", here.reviewers["natural_resources"])
    return checks.record(case.pk, code, by=by, **{key: value for key, value in values.items() if key != "by"})


def test_the_law_makes_the_exception_for_railways_only() -> None:
    stages.scene()
    assert list(CheckKind.objects.exclude(agreement_by="").values_list("code", flat=True)) == [RAIL]


def test_an_agreement_turns_the_fail_into_a_pass_with_its_evidence(here: stages.Scene, case: Case) -> None:
    assert state_of(case) == "fail"
    agree(here, case)
    assert state_of(case) == "pass"
    row = next(row for row in selectors.latest(case).rows if row.code == RAIL)
    assert row.is_agreed
    assert "铁安函〔2026〕12号" in row.evidence
    assert "within" in row.evidence
    event = AuditEvent.objects.filter(verb="checks.record").get()
    assert event.after["document"] == "铁安函〔2026〕12号"
    client = seen.Reader()
    client.force_login(here.applicant, backend="django.contrib.auth.backends.ModelBackend")
    assert "Passed by agreement" in client.get(reverse("governance:case_checks", args=[case.pk])).content.decode()


@pytest.mark.parametrize("code", [ROAD, BRIDGE])
def test_nothing_else_is_agreed_to(here: stages.Scene, case: Case, code: str) -> None:
    assert state_of(case, code) == "fail"
    with pytest.raises(OutOfScope):
        agree(here, case, code)
    assert state_of(case, code) == "fail"


def test_only_the_department_that_the_kind_names_records_it(here: stages.Scene, case: Case) -> None:
    for user in (here.officer, here.reviewers["emergency_management"], here.applicant):
        with pytest.raises(NotAllowed):
            agree(here, case, by=user)
    assert not CheckAgreement.objects.exists()


def test_authority_number_and_file_are_named(here: stages.Scene, case: Case) -> None:
    with pytest.raises(Incomplete) as caught:
        agree(here, case, authority=" ", document_number="", file=None, text="短", state="fail")
    assert set(caught.value.fields) == {"authority", "document_number", "file", "text", "state"}


def test_it_covers_what_was_measured_and_nothing_nearer(here: stages.Scene, case: Case) -> None:
    agree(here, case)
    found = CheckAgreement.objects.get()
    assert found.distance is not None
    assert found.distance < Decimal(30)
    nearer = {"type": "Polygon", "coordinates": [[[110.0, 40.0], [110.02, 40.0], [110.02, 40.0201], [110.0, 40.0201],
                                                  [110.0, 40.0]]]}  # fmt: skip
    Mine.objects.filter(pk=here.mine.pk).update(boundary=nearer)
    checks.run(case.pk, by=here.officer)
    assert state_of(case) == "fail"


def test_a_check_that_does_not_fail_takes_no_agreement(here: stages.Scene) -> None:
    made = ask(stages.in_review(here), RAIL)
    checks.run(made.pk, by=here.officer)
    assert state_of(made) == "unknown"
    with pytest.raises(OutOfScope):
        agree(here, made)
