"""Reference data that most tests need, loaded once for a test process; factories load it again where it was cleared."""

from django.conf import settings

from governance.models import Procedure
from governance.services import procedures


def load() -> None:
    """Load the procedures; asked twice, nothing changes."""
    procedures.load(settings.DATA_DIR / "procedures.json")


def forget() -> None:
    """Begin without any procedure, inside the transaction of a test."""
    Procedure.objects.all().delete()
