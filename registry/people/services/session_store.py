"""The session store: Django's database store, with the person beside each session."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from registry.people.models.sessions import Session


class SessionStore(DatabaseStore):
    """Keeps sessions in `registry.Session`."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table of the sessions."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of this session, carrying the signed-in person."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        row.user_id = int(data[SESSION_KEY]) if data.get(SESSION_KEY) else None
        return row
