"""What is wrong in a row of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a row."""

    line: int
    column: str
    severity: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    identifier: str = ""
    file: str = "mines"
