"""Forms of signing in and of one's own account."""

from django import forms
from django.contrib.auth.forms import UsernameField
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from registry.people.policies import passwords
from registry.scope.models import User
from registry.web.forms.base import UiForm


def _rules() -> str:
    return " ".join(passwords.rules())


_PASSWORD = {"autocomplete": "current-password", "maxlength": passwords.LONGEST}
_NEW_PASSWORD = {"autocomplete": "new-password", "maxlength": passwords.LONGEST}


class SignInForm(UiForm, forms.Form):
    """User name and password."""

    username = UsernameField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(label=_("Password"), strip=False, widget=forms.PasswordInput(attrs=_PASSWORD))


class CodeForm(UiForm, forms.Form):
    """A code of the second factor."""

    token = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Six digits from your app, or one of your recovery codes."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class PasswordChangeForm(UiForm, forms.Form):
    """The present password and a new one, twice."""

    current = forms.CharField(label=_("Present password"), strip=False, widget=forms.PasswordInput(attrs=_PASSWORD))
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=lazy(_rules, str)(),
        widget=forms.PasswordInput(attrs=_NEW_PASSWORD),
    )
    repeat = forms.CharField(
        label=_("New password again"), strip=False, widget=forms.PasswordInput(attrs=_NEW_PASSWORD)
    )

    def clean_repeat(self) -> str:
        """Both new passwords must agree."""
        repeat: str = self.cleaned_data["repeat"]
        if self.cleaned_data.get("new") not in (None, repeat):
            raise forms.ValidationError(_("The two new passwords differ."))
        return repeat


class ConfirmPasswordForm(UiForm, forms.Form):
    """The present password, asked before a change that an open screen must not allow."""

    current = forms.CharField(label=_("Present password"), strip=False, widget=forms.PasswordInput(attrs=_PASSWORD))


class ProfileForm(UiForm, forms.ModelForm):
    """What a person changes on his own account."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = User
        fields = ("email", "phone", "language")
