"""What a person says of a new API token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.forms import columns
from registry.forms.base import UiForm
from registry.models import ApiToken, limits

DAYS = [("30", _("30 days")), ("90", _("90 days")), ("180", _("180 days")), ("365", _("one year"))]


class TokenForm(UiForm, forms.Form):
    """Its name and how long it lasts."""

    name = columns.text(
        limits.column(ApiToken, "name"),
        label=_("Name"),
        help_text=_("Which system uses it, so that you know later what you revoke."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(label=_("Lasts"), choices=DAYS, coerce=int, initial="90")
