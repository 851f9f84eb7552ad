"""Print the accounts of the demonstration, one per role, with the password."""

import unicodedata
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from registry.people.selectors import accounts


class Command(BaseCommand):
    """`manage.py demo_accounts`."""

    help = "Print the demonstration's accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            rows = [(a.username, a.password, str(a.role), a.organisation) for a in accounts.demo_accounts()]
        if not rows:
            return
        table = [("user", "password", "role", "organisation"), *rows]
        widths = [max(_width(row[place]) for row in table) for place in range(4)]
        for row in table:
            cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
            self.stdout.write("  ".join(cells).rstrip())


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
