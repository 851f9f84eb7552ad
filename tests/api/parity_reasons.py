"""Why a page has no operation."""


class Reason(str):
    """Stands in the table of parity instead of an operation."""

    __slots__ = ()
