"""The copy of a procedure that a case keeps, read as one typed value."""

import dataclasses

import pytest

from governance.approval.models import Case, Procedure
from governance.approval.rules.procedures import frozen_procedures
from governance.approval.rules.procedures.frozen_procedures import FrozenProcedure
from governance.approval.services.procedures import procedures
from tests.factories import rules

#: What a copy says beside this: its own key, what decided which rows count, and who settles a conflict, in words.
LEFT_OUT = {"id", "applies", "variants", "section_rules", "conflict_settler_zh", "conflict_settler_en"}
LEAST = {
    "code": "x", "version": 1, "name_zh": "某程序", "certainty": "design", "intake_days": 5, "decision_days": 20
}  # fmt: skip


@pytest.mark.django_db
def test_everything_that_a_procedure_says_is_read() -> None:
    rules.loaded()
    for procedure in Procedure.objects.all():
        copy = procedures.snapshot(procedure)
        frozen = dataclasses.asdict(FrozenProcedure.parse(copy))
        assert set(copy) - LEFT_OUT == set(frozen)
        for name, value in frozen.items():
            if name in ("seats", "documents", "checks"):
                assert [_said(row) for row in value] == [_said(row) for row in copy[name]]
            else:
                assert value == (tuple(copy[name]) if name == "sections" else copy[name])


def _said(row: dict[str, object]) -> dict[str, object]:
    """The row without what decided whether it counts, and without what a list of documents never says."""
    listed = {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}
    return {name: value for name, value in listed.items() if name != "applies" and (name, value) != ("sections", [])}


def test_what_a_copy_leaves_out_has_one_default() -> None:
    frozen = FrozenProcedure.parse({**LEAST, "delivery_days": 0, "veto_settler": None, "documents": None})
    assert (frozen.delivery_days, frozen.reconsideration_days) == (
        frozen_procedures.DELIVERY_DAYS, frozen_procedures.RECONSIDERATION_DAYS
    )  # fmt: skip
    assert (frozen.veto_settler, frozen.documents, frozen.extension_by) == ("", (), "government")


@pytest.mark.parametrize("name", sorted(LEAST))
def test_a_copy_that_lacks_what_every_procedure_says_is_refused(name: str) -> None:
    with pytest.raises(TypeError):
        FrozenProcedure.parse({key: value for key, value in LEAST.items() if key != name})


@pytest.mark.stage("in_review")
@pytest.mark.django_db
def test_a_case_reads_its_copy_once(case: Case) -> None:
    assert case.frozen is case.frozen
    assert case.frozen.code == case.procedure.code
