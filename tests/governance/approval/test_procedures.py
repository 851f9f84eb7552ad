"""Procedures: loaded once, frozen as they stand for the mine, each rule with its source."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from governance.approval.models import (
    CheckKind,
    IndicatorThreshold,
    Procedure,
    ProcedureCheck,
    ProcedureDocument,
    ProcedureSeat,
)
from governance.approval.services.cases import cases
from governance.approval.services.procedures import procedures
from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete
from tests.factories import cases as stages
from tests.factories.mines import held_mine
from tests.factories.organisations import company
from tests.factories.procedures import CODE, data_file, joint_procedure
from tests.factories.rules import emptied

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing() -> None:
    emptied()
    made = procedures.load(data_file())
    assert CODE in [one.code for one in made]
    assert procedures.load(data_file()) == []
    assert Procedure.objects.count() == len(made)
    assert AuditEvent.objects.filter(verb="procedures.publish").count() == len(made)


def test_the_joint_procedure_says_what_the_law_says() -> None:
    procedure = joint_procedure()
    assert (procedure.intake_days, procedure.decision_days, procedure.extension_days) == (5, 45, 15)
    assert procedure.day_type == "working"
    assert procedure.corrections_allowed == 1
    seats = [(seat.function, seat.power, seat.days, seat.silence) for seat in procedure.seats.filter(applies={})]
    assert seats == [
        ("natural_resources", "decides", 20, "blocks"),
        ("emergency_management", "veto", 20, "blocks"),
        ("ecology_environment", "decides", 20, "blocks"),
    ]


def test_every_rule_carries_its_source_in_two_languages_and_its_certainty() -> None:
    procedures.load(data_file())
    for seat in ProcedureSeat.objects.all():
        assert seat.ground_zh
        assert seat.ground_en
        assert seat.certainty in ("verified", "likely", "design")
        if seat.certainty == "design":
            assert "本平台" in seat.ground_zh
            assert "this platform" in seat.ground_en
    assert all(document.source for document in ProcedureDocument.objects.all())
    for procedure in Procedure.objects.all():
        assert procedure.legal_basis_en
        assert procedure.name_en
        if procedure.certainty == "design":
            assert "本平台" in procedure.legal_basis_zh
        if procedure.certainty == "likely":
            assert "须核对原文" in procedure.legal_basis_zh


def test_every_kind_of_matter_has_a_procedure() -> None:
    procedures.load(data_file())
    assert set(Procedure.objects.values_list("kind", flat=True)) == set(Procedure.Kind.values)


def test_every_check_is_of_the_list_and_only_design_may_be_lifted() -> None:
    joint_procedure()
    kinds = {kind.code: kind for kind in CheckKind.objects.all()}
    for check in ProcedureCheck.objects.all():
        assert check.code in kinds
        if check.lifted_by:
            assert kinds[check.code].certainty == "design"


@pytest.mark.parametrize(
    ("mine", "here", "away"),
    [
        ({"method": "open_pit"}, {"slope-stability"}, {"ground-stability"}),
        ({"method": "underground"}, {"ground-stability"}, {"slope-stability"}),
        ({"method": "both"}, {"slope-stability", "ground-stability"}, set()),
        ({"capacity": Decimal("0.2")}, {"mining-plan"}, {"cost-estimate"}),
        ({"capacity": None}, {"cost-estimate"}, set()),
    ],
)
def test_a_copy_holds_what_counts_for_the_mine(mine: dict[str, Any], here: set[str], away: set[str]) -> None:
    given = {"capacity": Decimal(5), "method": "open_pit", "mineral": "coal", **mine}
    copy = procedures.snapshot(joint_procedure(), held_mine(company(), **given))
    codes = {document["code"] for document in copy["documents"]}
    assert here <= codes
    assert not away & codes
    assert len(copy["seats"]) == 3
    days = (20, 10) if given["capacity"] == Decimal("0.2") else (45, 15)
    assert (copy["decision_days"], copy["extension_days"]) == days


def test_more_departments_advise_on_a_mine_that_closes() -> None:
    closing = held_mine(company(), stage="closing", method="open_pit")
    seats = procedures.snapshot(joint_procedure(), closing)["seats"]
    assert [(seat["function"], seat["power"], seat["position"]) for seat in seats][3:] == [
        ("forestry_grassland", "advises", 3)
    ]


def test_a_case_is_not_opened_under_a_procedure_for_other_mines() -> None:
    here = stages.scene(stage="producing", mineral="coal")
    for code in ("restart-after-stoppage", "safety-design-noncoal"):
        with pytest.raises(Incomplete) as caught:
            cases.open_case(here.mine.pk, code, by=here.applicant, title_zh="测试")
        assert "procedure" in caught.value.fields


def test_a_snapshot_is_plain_json_and_whole() -> None:
    copy = procedures.snapshot(joint_procedure())
    assert json.loads(json.dumps(copy)) == copy
    assert set(copy) == {
        "id", "code", "version", "name_zh", "name_en", "legal_basis_zh", "legal_basis_en", "certainty", "sections",
        "intake_days", "decision_days", "extension_days", "day_type", "corrections_allowed", "conflict_settler_zh",
        "conflict_settler_en", "remedies_zh", "remedies_en", "seats", "documents", "checks", "kind", "applies",
        "variants", "section_rules", "extension_by", "delivery_days", "notice_days", "reconsideration_days",
        "veto_settler", "vote",
    }  # fmt: skip
    assert [seat["position"] for seat in copy["seats"]] == [0, 1, 2, 3, 4]
    assert {document["code"] for document in copy["documents"] if document["is_required"]} >= {
        "mining-plan",
        "restoration-plan",
        "publicity-hearing",
    }


def test_the_command_loads_all_rules_once(capsys: pytest.CaptureFixture[str]) -> None:
    emptied()
    call_command("load_rules")
    assert Procedure.objects.filter(code=CODE).exists()
    assert IndicatorThreshold.objects.filter(code="water-use").exists()
    call_command("load_rules")
    assert "Loaded 0 entries of lists, 0 thresholds, 0 procedures." in capsys.readouterr().out


@pytest.mark.parametrize("text", [None, "{", '{"procedures": 3}', "[]"])
def test_the_command_says_what_it_cannot_read(tmp_path: Path, text: str | None) -> None:
    for name in ("catalogues.json", "co_indicator_thresholds.json"):
        (tmp_path / name).write_text((data_file().parent / name).read_text(encoding="utf-8"), encoding="utf-8")
    if text is not None:
        (tmp_path / "procedures.json").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="Cannot read the rules"):
        call_command("load_rules", str(tmp_path))
