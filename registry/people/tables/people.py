"""Tables of organisations, people and sign-ins."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.scope.models import Membership, Organisation, SignInEvent, User
from registry.web.tables import cells
from registry.web.tables.base import UiTable

_TONES = {
    SignInEvent.Kind.SIGNED_IN: "ok",
    SignInEvent.Kind.SECOND_FACTOR: "ok",
    SignInEvent.Kind.FAILED: "warn",
    SignInEvent.Kind.SECOND_FACTOR_FAILED: "warn",
    SignInEvent.Kind.LOCKED: "bad",
}


class OrganisationTable(UiTable):
    """Organisations of a page."""

    caption = _("Organisations")
    name = tables.Column(verbose_name=_("Organisation"), accessor="name_zh")
    kind = tables.Column(verbose_name=_("Kind"))
    region = tables.Column(verbose_name=_("Region"), orderable=False, default="")
    credit_code = tables.Column(verbose_name=_("Credit code"), orderable=False, default="")

    class Meta:
        empty_text = _("No organisation matches.")

    def render_name(self, record: Organisation) -> str:
        other = record.name_en if record.name == record.name_zh else record.name_zh
        return cells.link(reverse("registry:organisation_detail", args=[record.pk]), record.name, other)

    def render_kind(self, record: Organisation) -> str:
        function = record.get_function_display() if record.function else ""
        return f"{record.get_kind_display()} · {function}" if function else str(record.get_kind_display())


class UserTable(UiTable):
    """People of a page with their roles."""

    caption = _("Users")
    full_name = tables.Column(verbose_name=_("Name"))
    username = tables.Column(verbose_name=_("User name"))
    roles = tables.Column(verbose_name=_("Roles"), accessor="pk", orderable=False)
    state = tables.Column(verbose_name=_("State"), accessor="pk", orderable=False)

    class Meta:
        empty_text = _("No account matches.")

    def __init__(self, rows: Any, *, memberships: dict[int, list[Membership]], **kwargs: Any) -> None:
        self.memberships = memberships
        super().__init__(rows, **kwargs)

    def render_full_name(self, record: User) -> str:
        home = record.home.name if record.home else ""
        return cells.link(reverse("registry:user_detail", args=[record.pk]), record.full_name, home)

    def render_roles(self, record: User) -> str:
        return ", ".join(str(row.get_role_display()) for row in self.memberships.get(record.pk, [])) or "—"

    def render_state(self, record: User) -> str:
        if not record.is_active:
            return cells.status(_("Disabled"), "bad")
        if record.must_change_password:
            return cells.status(_("One-time password"), "wait")
        return cells.status(_("Active"), "ok")


class SignInTable(UiTable):
    """Sign-ins of a page, latest first."""

    caption = _("Sign-in log")
    at = tables.DateTimeColumn(verbose_name=_("Time"), format="Y-m-d H:i:s", orderable=False)
    username = tables.Column(verbose_name=_("User name"), orderable=False)
    kind = tables.Column(verbose_name=_("Event"), orderable=False)
    ip = tables.Column(verbose_name=_("IP address"), orderable=False, default="—")
    user_agent = tables.Column(verbose_name=_("Browser"), orderable=False, default="—")

    class Meta:
        empty_text = _("No sign-in matches.")

    def render_username(self, record: SignInEvent) -> str:
        if record.user is None:
            return record.username or "—"
        address = reverse("registry:user_detail", args=[record.user_id])
        return cells.link(address, record.username, record.user.full_name)

    def render_kind(self, record: SignInEvent) -> str:
        return cells.status(record.get_kind_display(), _TONES.get(SignInEvent.Kind(record.kind), "muted"))

    def render_user_agent(self, value: str) -> str:
        return value if len(value) <= 60 else f"{value[:60]}…"
