"""Keep what decided cases took."""

from governance.models import Case


def keep(case: Case) -> None:
    """Keep the figures of a decided case."""
