"""The menu entries of governance, handed to the registry's menu at start-up."""

from django.utils.translation import gettext_lazy as _

from registry import navigation
from registry.navigation import ADMIN, OPEN, WORK, Entry

ENTRIES = (
    Entry(WORK, _("Joint approvals"), "git-pull-request-arrow", "governance:case_list", rank=10),
    Entry(OPEN, _("Public disclosure"), "megaphone", "governance:public_home", rank=10),
    Entry(ADMIN, _("Procedures"), "workflow", "governance:procedure_list", navigation.ADMINISTRATORS, rank=40),
)
PUBLIC = (Entry(OPEN, _("Disclosure"), "megaphone", "governance:public_home", rank=10),)


def register() -> None:
    """Add the entries; asked twice, nothing doubles."""
    navigation.register(*ENTRIES)
    navigation.register(*PUBLIC, public=True)
