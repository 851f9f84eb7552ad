"""Forms of accounts and roles."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.people.selectors import organisations as selector
from registry.scope.models import Membership, Organisation, Role, User
from registry.scope.rules.roles import SEPARATED_POWERS
from registry.web.forms.base import UiForm
from registry.web.forms.fields import OrganisationField


class UserForm(UiForm, forms.ModelForm):
    """An account; the user name is given once."""

    home = OrganisationField(help_text=_("The body that keeps the account. Roles are given separately."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = User
        fields = ("username", "full_name", "email", "phone", "language", "home")
        help_texts = {"username": _("Latin letters, digits and . _ - @; it cannot be changed later.")}

    def __init__(self, *args: Any, user: User, home: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = home or self.instance.home
        self.fields["home"].offer(selector.in_charge(user, Role.ADMINISTRATOR), chosen)  # type: ignore[attr-defined]
        if chosen is not None:
            self.initial["home"] = chosen.pk
        if self.instance.pk:
            del self.fields["username"]
            self.initial["version"] = self.instance.version

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}

    def _post_clean(self) -> None:
        """The service checks the row; the instance stays as it is stored."""


class InviteForm(UiForm, forms.ModelForm):
    """A company manager invites an applicant."""

    class Meta:
        model = User
        fields = ("username", "full_name", "email", "phone")
        help_texts = {"username": _("Latin letters, digits and . _ - @; it cannot be changed later.")}

    def _post_clean(self) -> None:
        """The service checks the row."""


class MembershipForm(UiForm, forms.ModelForm):
    """A role to be given."""

    organisation = OrganisationField()

    class Meta:
        model = Membership
        fields = ("organisation", "role", "valid_from", "valid_to")
        widgets = {
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "valid_to": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "role": _("Administrator, security officer and auditor stand beside no other role."),
            "valid_to": _("Last day; empty for an open end."),
        }

    def __init__(self, *args: Any, user: User, person: User, chosen: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = chosen or person.home
        reachable = selector.in_charge(user, Role.SECURITY_OFFICER, manager=True)
        self.fields["organisation"].offer(reachable, chosen)  # type: ignore[attr-defined]
        self.initial["organisation"] = chosen.pk if chosen else None
        self.initial["valid_from"] = timezone.localdate()
        if not user.roles() & set(SEPARATED_POWERS):
            self.fields["role"].choices = [(Role.APPLICANT.value, Role.APPLICANT.label)]  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The service checks the row."""
