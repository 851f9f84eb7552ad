"""What a person says of a new API token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.people.models import ApiToken
from registry.web.forms import columns
from registry.web.forms.base import UiForm

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
