"""Texts of the API's description on the page."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_MARKED = re.compile("`([^`]+)`")


@register.filter
def code_marks(text: str) -> SafeString:
    """Show what stands between backticks as code."""
    return mark_safe(_MARKED.sub(r"<code>\1</code>", escape(text)))
