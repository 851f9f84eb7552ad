"""Words are found whatever their case, and whichever way they are looked for."""

import pytest

from registry.base.models.querysets import holding
from registry.mines.models import Mine
from tests.factories.mines import held_mine
from tests.factories.organisations import company

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("青岭", True),
        ("QINGLING", True),
        ("pit 2", True),
        ("２", True),
        ("100%", True),
        ("_", True),
        ("云桦", False),
        ("%", True),
    ],
)
def test_words_are_found(words: str, found: bool) -> None:
    held_mine(company(), name_zh="青岭露天煤矿２", name_en="Qingling Pit 2_100%")
    assert Mine.objects.filter(holding(words, "name_zh", "name_en")).exists() is found


def test_letters_without_case_are_not_folded() -> None:
    assert "name_zh__contains" in str(holding("青岭 12", "name_zh"))
    assert "name_zh__icontains" in str(holding("青岭a", "name_zh"))
