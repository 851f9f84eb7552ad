"""Form rendering."""

from django.forms.renderers import TemplatesSetting


class FieldRenderer(TemplatesSetting):
    """Django's own renderer with the project's field template."""
