"""What a column takes, read in one place by the forms, the API and the services.

A text that no row keeps (the reason of an act that only the audit trail holds) has an unbound column as its limit.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator, MaxValueValidator, MinLengthValidator, MinValueValidator
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    Column = models.Field[Any, Any]
else:
    Column = models.Field
#: No text of a plan is longer.
LONGEST_TEXT = 20_000
#: A reason of fewer characters says nothing.
SHORTEST_REASON = 10
REASONED = (MinLengthValidator(SHORTEST_REASON),)
#: Reasons that stand in the audit trail only.
REASON = models.CharField(max_length=300)


def column(model: type[models.Model], name: str) -> Column:
    """The column of a model."""
    found: Column = model._meta.get_field(name)  # type: ignore[assignment]
    return found


def longest(of: Column) -> int | None:
    """The most characters that a text may have."""
    return of.max_length


def shortest(of: Column) -> int | None:
    """The fewest characters of a text that is not empty."""
    return max((one.limit_value for one in of.validators if isinstance(one, MinLengthValidator)), default=None)


def bounds(of: Column) -> tuple[Any, Any]:
    """The least and the greatest number, None for an open end."""
    least = [one.limit_value for one in of.validators if isinstance(one, MinValueValidator)]
    most = [one.limit_value for one in of.validators if isinstance(one, MaxValueValidator)]
    return max(least, default=None), min(most, default=None)


def against(of: Column, value: Any, *, is_needed: bool) -> list[str]:
    """What is wrong with a value: missing, of no choice, too short, too long, out of range."""
    value = value.strip() if isinstance(value, str) else value
    if value in (None, ""):
        return [_("This field is required.")] if is_needed else []
    if isinstance(value, str):
        return _text_faults(of, value)
    if isinstance(of, models.DecimalField):
        try:
            DecimalValidator(of.max_digits, of.decimal_places)(value)
        except ValidationError as error:
            return [str(message) for message in error.messages]
    least, most = bounds(of)
    if (least is not None and value < least) or (most is not None and value > most):
        return [str(from_to(least, most))]
    return []


def _text_faults(of: Column, value: str) -> list[str]:
    if of.choices and value not in dict(of.flatchoices):
        return [_("Choose a value of the list.")]
    if "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        return [_("The text holds characters that cannot be kept.")]
    least, most = shortest(of), longest(of)
    if most is not None and len(value) > most:
        return [str(at_most(most))]
    return [str(at_least(least))] if least is not None and len(value) < least else []


def at_most(count: int) -> Any:
    """The sentence for a text that is too long."""
    return lazy(lambda: _("Write at most %(n)s characters.") % {"n": count}, str)()


def at_least(count: int) -> Any:
    """The sentence for a text that is too short."""
    return lazy(lambda: _("Write at least %(n)s characters.") % {"n": count}, str)()


def too_many(count: int) -> Any:
    """The sentence for a list that is too long."""
    return lazy(lambda: _("At most %(count)s rows.") % {"count": count}, str)()


def from_to(least: Any, most: Any) -> Any:
    """The sentence for a number out of range."""
    words = {"least": least, "most": most}
    if least is None:
        return lazy(lambda: _("Enter a number up to %(most)s.") % words, str)()
    if most is None:
        return lazy(lambda: _("Enter a number from %(least)s on.") % words, str)()
    return lazy(lambda: _("Enter a number from %(least)s to %(most)s.") % words, str)()
