"""Ask a row everything that is wrong with it, and say it all at once."""

from collections.abc import Iterable

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

from registry.errors import Incomplete


def faults(row: Model, *, exclude: Iterable[str] = ()) -> dict[str, list[str]]:
    """What fields, uniqueness and constraints of the model find wrong, by field name."""
    try:
        row.full_clean(exclude=set(exclude))
    except ValidationError as error:
        return {name: list(messages) for name, messages in error.message_dict.items()}
    return {}


def require_sound(row: Model, more: dict[str, list[str]] | None = None, *, exclude: Iterable[str] = ()) -> None:
    """Raise `Incomplete` with every fault of the row and those in `more`."""
    found = faults(row, exclude=exclude)
    for name, messages in (more or {}).items():
        found.setdefault(name, []).extend(messages)
    if found:
        raise Incomplete(
            {"" if name == NON_FIELD_ERRORS else name: list(dict.fromkeys(m)) for name, m in found.items()}
        )
