"""A section read in one statement holds what its parts hold when each is read by itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.approval.models import Case
from governance.approval.services.dossiers import sections
from registry.dossiers.selectors import sections as selectors
from registry.mines.models import Facility
from safety.plans.models import StructureDesign

pytestmark = [pytest.mark.django_db, pytest.mark.stage("in_review")]


@pytest.mark.parametrize("revision", [0, 1])
def test_a_whole_section_is_the_same_as_its_parts(case: Case, revision: int) -> None:
    for kind in sections.of(case):
        section = selectors.revision(kind.layout, case.application, revision)
        assert section is not None
        parts = selectors.read(kind.layout, section)
        with CaptureQueriesContext(connection) as made:
            whole = selectors.whole(kind.layout, case.application, revision)
        assert len(made.captured_queries) == 1
        assert whole is not None
        assert whole.section == parts.section
        assert whole.rows == parts.rows
        for relation, rows in parts.rows.items():
            assert rows or kind.key == "mining"
            for row, other in zip(rows, whole.rows[relation], strict=True):
                named = [field.attname for field in row._meta.concrete_fields]
                mine, theirs = ([getattr(one, name) for name in named] for one in (row, other))
                assert [(type(value), str(value)) for value in mine] == [(type(v), str(v)) for v in theirs]
        assert selectors.canonical(kind.layout, whole) == selectors.canonical(kind.layout, parts)


def test_what_a_row_points_at_comes_with_it(case: Case) -> None:
    kind = sections.KINDS["safety"]
    facility = Facility.objects.create(mine=case.mine, kind="dump", code="D9", name_zh="排土场")
    StructureDesign.objects.filter(section__application=case.application, section__revision=0).update(facility=facility)
    whole = selectors.whole(kind.layout, case.application, 0)
    assert whole is not None
    with CaptureQueriesContext(connection) as made:
        assert {row.facility.name_zh for row in whole.rows["structures"]} == {"排土场"}
    assert made.captured_queries == []


def test_a_revision_that_is_not_there_is_nothing(case: Case) -> None:
    assert selectors.whole(sections.KINDS["safety"].layout, case.application, 9) is None
