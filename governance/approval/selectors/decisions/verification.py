"""Answer whether a letter is ours and unchanged."""

import hashlib
from dataclasses import dataclass
from typing import IO

from governance.approval.models import Decision, DecisionLetter

BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Comparison:
    """The hash of the file that was compared, and the letter that it is, if it is one."""

    sha256: str
    letter: DecisionLetter | None


def letters(decision: Decision) -> list[DecisionLetter]:
    """The letters of the decision with their files."""
    return list(decision.letters.select_related("attachment").order_by("-language"))


def compare(decision: Decision, content: IO[bytes]) -> Comparison:
    """Whether `content` is byte for byte one of the letters of the decision; it is read once and not kept."""
    digest = hashlib.sha256()
    content.seek(0)
    while block := content.read(BLOCK):
        digest.update(block)
    found = digest.hexdigest()
    same = [letter for letter in letters(decision) if letter.attachment and letter.attachment.sha256 == found]
    return Comparison(found, same[0] if same else None)
