"""Every problem a rule can find has a sentence that needs no more than the problem's parameters."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from registry.base.rules import problem_words
from registry.base.rules.problems import Problem

RULES = sorted((Path(settings.BASE_DIR) / "registry").rglob("rules/*.py"))
#: Modules whose problems are put into words elsewhere.
OWN_TEXTS = {"calendar_days.py", "region_names.py"}
CODE = re.compile(r"^(boundary|calendar|clock|credit_code|layer|region)\.[a-z_]+$")


def codes_in_rules() -> set[str]:
    """Return every string in the rules that is a problem code."""
    return {
        node.value
        for path in RULES
        if path.name not in OWN_TEXTS and not path.name.endswith(("_verbs.py", "_words.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.match(node.value)
    }


def test_codes_and_sentences_are_the_same_set():
    assert codes_in_rules() == problem_words.TEXTS.keys()


def test_a_sentence_takes_the_parameters_of_its_problem():
    problem = Problem("boundary.swapped", {"ring": 1, "position": 2, "longitude": 39.123456789, "latitude": 110.0})
    text = problem_words.text_of(problem)
    assert "39.123456789" in text
    assert "110" in text


def test_codes_among_the_parameters_become_words():
    problem = Problem("clock.wrong_state", {"position": 1, "event": "extend", "state": "not_started"})
    text = problem_words.text_of(problem)
    assert "not_started" not in text
    assert "extend" not in text or "extended" in text


@pytest.mark.parametrize("code", sorted(problem_words.TEXTS))
def test_placeholders_are_named(code):
    text = str(problem_words.TEXTS[code])
    assert text.count("%") == len(re.findall(r"%\([a-z]+\)s", text))
