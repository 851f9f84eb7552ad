"""What a pure rule found wrong, as a code with parameters.

Rules know no language: `registry.base.rules.problem_words` turns a problem into a sentence for the reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

ParamValue = str | int | float


@dataclass(frozen=True)
class Problem:
    """One fault: a dotted `code` such as `boundary.not_closed` and the values its sentence names."""

    code: str
    params: Mapping[str, ParamValue] = field(default_factory=dict)


class RuleError(ValueError):
    """An input a rule cannot work with; carries the `Problem` that says why."""

    def __init__(self, code: str, /, **params: ParamValue) -> None:
        super().__init__(code, params)
        self.problem = Problem(code, params)

    @property
    def code(self) -> str:
        """The dotted code of the problem."""
        return self.problem.code

    @property
    def params(self) -> Mapping[str, ParamValue]:
        """The values the problem's sentence names."""
        return self.problem.params
