"""What the registry's own rooms hand to audit, messages and search: words of acts, kinds of messages, what is found."""

from django.utils.translation import gettext_lazy as _

from registry.audit.rules import audit_verbs
from registry.layers.acts.layers import LAYERS
from registry.messages.rules import notification_kinds
from registry.messages.rules.notification_kinds import Kind
from registry.mines.rules import mine_verbs
from registry.mines.views import origins
from registry.workspace.tables import mine_search


def register() -> None:
    """Hand everything over; called once at start-up."""
    mine_verbs.register()
    mine_search.register()
    origins.register()
    notification_kinds.register(
        {
            "attachments.rejected": Kind(
                _("File not kept"),
                _("The file “%(name)s” was not kept"),
                _("%(reason)s Hand it in again if you need it."),
            ),
            "holds.placed": Kind(_("Hold placed"), _("A hold on %(mine)s: %(kind)s"), _("%(reason)s")),
            "holds.lifted": Kind(_("Hold lifted"), _("Lifted on %(mine)s: %(kind)s"), _("%(reason)s")),
            "holds.ended": Kind(_("Hold ended"), _("Ended on %(mine)s with its last day: %(kind)s"), _("%(reason)s")),
        }
    )
    audit_verbs.register(
        {
            **LAYERS.words(),
            "calendar.published": _("Published the working-day calendar"),
            "layer.checked": _("Map layer handed in and checked"),
            "layer.imported": _("Map layer imported"),
            "layer.replaced": _("Map layer replaced by a newer edition"),
            "organisation.created": _("Organisation entered"),
            "organisation.changed": _("Organisation changed"),
            "organisation.ended": _("Organisation ended"),
            "user.created": _("Account opened"),
            "user.changed": _("Account changed"),
            "user.disabled": _("Account disabled"),
            "user.enabled": _("Account enabled"),
            "user.unlocked": _("Sign-in lock lifted"),
            "user.password_reset": _("Password reset"),
            "user.password_changed": _("Password changed"),
            "user.second_factor_set": _("Second factor set up"),
            "user.second_factor_reset": _("Second factor reset"),
            "user.second_factor_removed": _("Second factor removed"),
            "user.recovery_codes_renewed": _("Recovery codes renewed"),
            "user.sessions_ended": _("Other sessions ended"),
            "token.issued": _("API token issued"),
            "token.revoked": _("API token revoked"),
            "membership.granted": _("Role given"),
            "membership.ended": _("Role ended"),
        }
    )
