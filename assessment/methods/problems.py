"""What a method cannot work with: a dotted code, the values its sentence names, and the sentence in English.

The sentences are marked for translation; a page says `gettext(error.template) % error.params`.
"""

from collections.abc import Mapping
from typing import Any

Param = str | int | float


def gettext_noop(text: str) -> str:
    """Mark a sentence for the message catalogue without knowing any language."""
    return text


MESSAGES: Mapping[str, str] = {
    "array.not_numbers": gettext_noop("%(name)s must be numbers."),
    "array.dimensions": gettext_noop("%(name)s must have %(expected)s dimensions, not %(found)s."),
    "array.too_small": gettext_noop("%(name)s must have at least %(rows)s rows and %(columns)s columns."),
    "array.too_short": gettext_noop("%(name)s must have at least %(least)s values, not %(found)s."),
    "array.shape": gettext_noop("%(name)s must have the shape %(expected)s, not %(found)s."),
    "array.infinite": gettext_noop("%(name)s must be finite."),
    "array.missing": gettext_noop("%(name)s must be complete; %(count)s values are missing."),
    "array.too_large": gettext_noop("%(name)s must lie between -%(limit)s and %(limit)s."),
    "array.negative": gettext_noop("%(name)s must not be negative."),
    "array.not_positive": gettext_noop("%(name)s must be greater than zero."),
    "array.out_of_range": gettext_noop("%(name)s must lie between %(least)s and %(largest)s."),
    "option.unknown": gettext_noop("%(value)s is not a choice for %(name)s."),
    "weights.zero": gettext_noop("At least one weight must be greater than zero."),
    "weights.sum": gettext_noop("The weights must sum to 1, not %(found)s."),
    "direction.unknown": gettext_noop("A direction is 1 (more is better), -1 (less is better) or 0 (a range is best)."),
    "bounds.order": gettext_noop("Indicator %(column)s: the lower bound must be less than the upper bound."),
    "bounds.best_range": gettext_noop("Indicator %(column)s: the best range must lie within the bounds."),
    "scaling.no_base": gettext_noop("Column %(column)s cannot be divided by its %(base)s, which is not above zero."),
    "scaling.no_range": gettext_noop("This scaling does not know criteria for which a range is best."),
    "ahp.not_square": gettext_noop("A table of judgements has as many rows as columns."),
    "ahp.diagonal": gettext_noop("Item %(row)s compared with itself must be 1."),
    "ahp.not_reciprocal": gettext_noop(
        "Row %(row)s, column %(column)s: the opposite judgement must be its reciprocal."
    ),
    "ahp.no_random_index": gettext_noop("The consistency of %(count)s items cannot be judged; at most %(most)s can."),
    "ahp.inconsistent": gettext_noop(
        "The judgements contradict each other: consistency ratio %(ratio)s, limit %(limit)s."
    ),
    "coupling.subsystems": gettext_noop("Coupling needs at least two subsystems."),
    "scores.subsystem": gettext_noop("Subsystem %(subsystem)s has no indicator with a weight."),
    "series.no_spread": gettext_noop("%(name)s must take at least %(least)s different values."),
    "regression.collinear": gettext_noop("The explaining variables are linearly dependent."),
    "regression.no_breaks": gettext_noop("There are too few points for %(count)s breaks."),
    "regression.no_threshold": gettext_noop("No threshold leaves enough observations on both sides."),
}


class MethodError(ValueError):
    """An input a method cannot work with."""

    def __init__(self, code: str, /, **params: Param) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Mapping[str, Param] = params

    @property
    def template(self) -> str:
        """The English sentence with named places, the key of its translation."""
        return MESSAGES[self.code]

    def __str__(self) -> str:
        return self.template % self.params


class InconsistentJudgements(MethodError):
    """Judgements whose consistency ratio is above the limit; `result` holds all that was computed."""

    def __init__(self, result: Any, /, **params: Param) -> None:
        super().__init__("ahp.inconsistent", **params)
        self.result = result
