"""How an act says who did it: people by name, what the platform does by itself in words."""

from django.utils.translation import gettext as _

SYSTEM = "system:"


def shown(actor_text: str) -> str:
    """The text that an audit row keeps of its actor, as a reader should see it."""
    if not actor_text.startswith(SYSTEM):
        return actor_text
    return _("The public") if actor_text == f"{SYSTEM}public" else _("The platform, by itself")


def name(actor_text: str) -> str:
    """The same without the user name that follows a person's name."""
    return shown(actor_text).split(" (")[0]
