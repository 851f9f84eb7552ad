"""Signed-in browsers, each tied to its person so that all of them can be ended at once."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.scope.models.users import User


class Session(AbstractBaseSession):
    """One browser's session; `user` is empty before sign-in."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("session")  # type: ignore[assignment]
        verbose_name_plural = _("sessions")  # type: ignore[assignment]

    @classmethod
    def get_session_store_class(cls) -> Any:
        """A store that can decode these rows (`registry.people.services.session_store` reads and writes them)."""
        return SessionStore
