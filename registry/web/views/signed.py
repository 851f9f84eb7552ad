"""The request of somebody who is signed in, typed once."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from registry.scope.models import User

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


class Signed(HttpRequest):
    """What a view behind `login_required` gets. It is a promise to the type checker only: no such object is made."""

    user: User
    htmx: "HtmxDetails"
