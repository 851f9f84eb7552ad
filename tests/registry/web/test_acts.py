"""What is wrong with the description of an act fails when it is made, and a page reads what the API reads."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils import translation
from rest_framework import serializers as s

from registry.base.rules.contributions import Clash
from registry.layers.acts.layers import LAYERS, EndLayerInput
from registry.layers.policies.layers import LayerPolicy
from registry.layers.services import layers
from registry.web.acts.acts import Act, Acts
from registry.web.api.shared import VersionSerializer
from registry.web.forms.drawing import DrawnForm, tidy
from tests import acts as described


@pytest.fixture(autouse=True)
def _kinds_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Acts, "kinds", dict(Acts.kinds))


def act(given: type[s.Serializer[Any]] = EndLayerInput, verb: str = "end", **changes: Any) -> Act:
    told: dict[str, Any] = {"service": layers.end, "label": "L", "done": "D", "example": {}, "about": "A"}
    return Act(verb, input=given, **{**told, **changes})


class Unlimited(VersionSerializer):
    reason = s.CharField(label="Reason")


class Foreign(VersionSerializer):
    reason = s.DurationField(label="Reason")


class Misspelt(VersionSerializer):
    reasons = s.CharField(label="Reason", max_length=9)


class Wordless(VersionSerializer):
    reason = s.CharField(max_length=9)


class Optional(VersionSerializer):
    reason = s.CharField(label="Reason", max_length=9, required=False)


class Bare(s.Serializer[Any]):
    reason = s.CharField(label="Reason", max_length=9)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (act(verb="edn"), "knows no such action"),
        (act(Unlimited), "reason has no limit"),
        (act(Foreign), "field table"),
        (act(Misspelt), r"disagree about \['reason', 'reasons'\]"),
        (act(Optional), r"disagree about \['reason'\]"),
        (act(Wordless), "reason has no label"),
        (act(Bare), "does not carry"),
        (act(type("EndLayerInput", (EndLayerInput,), {})), "another input is named EndLayerInput"),
    ],
    ids=lambda told: told if isinstance(told, str) else "",
)
def test_what_is_wrong_fails_when_the_acts_are_made(wrong: Act, words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        Acts("other", LayerPolicy(), wrong, carries=LAYERS.carries)
    assert "other" not in Acts.kinds


def test_nothing_is_registered_twice() -> None:
    with pytest.raises(Clash):
        Acts("layer", LayerPolicy())
    with pytest.raises(Clash):
        Acts("other", LayerPolicy(), act(), act(), carries=LAYERS.carries)


def test_a_misspelt_action_is_no_quiet_refusal(db: None) -> None:
    with pytest.raises(LookupError, match="edn"):
        LayerPolicy().check(None, "edn")  # type: ignore[arg-type]


EVERYTHING = [pytest.param(of, one, id=f"{of.kind}.{one.verb}") for of, one in described.described()]


@pytest.mark.parametrize(("of", "one"), EVERYTHING)
def test_every_act_takes_its_example_and_draws_itself_in_both_languages(db: None, of: Acts, one: Act) -> None:
    missing = one.input(data=dict(one.example))
    unknown = {name for name, f in missing.fields.items() if isinstance(f, s.RelatedField)}
    if not missing.is_valid():
        assert set(missing.errors) <= unknown, missing.errors
    assert set(one.example) <= set(missing.fields)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert str(one.label)
            drawn = described.form(of, one)
            assert all(str(field.label) and str(field) for field in drawn)


class Cell(s.Serializer[Any]):
    text = s.CharField(label="Text", max_length=20)
    due_on = s.DateField(label="Due")


class Listed(VersionSerializer):
    note = s.CharField(label="Note", max_length=5, allow_blank=True, default="")
    items = s.ListField(child=Cell(), label="Items", max_length=3)
    paper = s.FileField(label="Paper", required=False)


def typed(**values: Any) -> Any:
    return tidy(RequestFactory().post("/", {"csrfmiddlewaretoken": "x", **values}))


def test_a_page_is_read_as_the_api_reads() -> None:
    """Blank is missing, a line ends with one sign, empty rows close up, a file travels along."""
    data = typed(**{
        "version": "3", "note": " a\r\nb ", "items[0]text": "", "items[4]text": "Drains",
        "items[4]due_on": "2027-05-01", "paper": SimpleUploadedFile("plan.pdf", b"%PDF"),
    })  # fmt: skip
    given = Listed(data=data)
    assert given.is_valid(), given.errors
    assert given.validated_data["note"] == "a\nb"
    assert [dict(row)["text"] for row in given.validated_data["items"]] == ["Drains"]
    assert given.validated_data["paper"].read() == b"%PDF"


def test_faults_stand_at_their_cells_and_what_was_typed_stays() -> None:
    data = typed(**{"version": "3", "items[2]text": "Drains", "add_row": "items"})
    form = DrawnForm(Listed(), {"version": 3}, data, {"items.0.due_on": ["Required."], "items": ["Few."], "": ["No."]})
    [(name, label, faults, rows)] = form.groups()
    assert (name, label, list(faults), len(rows)) == ("items", "Items", ["Few."], 2)
    assert rows[0][0].value() == "Drains"
    assert list(rows[0][1].errors) == ["Required."]
    assert list(form.non_field_errors()) == ["No."]
    assert form.is_multipart()
    assert 'type="hidden" name="version" value="3"' in str(form["version"])
