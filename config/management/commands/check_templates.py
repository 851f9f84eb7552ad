"""Compile every template, so that a broken tag, filter or include is found without opening the page."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template


class Command(BaseCommand):
    """`manage.py check_templates`."""

    help = "Compile every template of the project."

    def handle(self, *args: Any, **options: Any) -> None:
        """Name every template that does not compile."""
        folder: Path = settings.BASE_DIR / "templates"
        names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*") if path.is_file())
        broken = [problem for name in names if (problem := _problem(name))]
        if broken:
            raise CommandError("\n".join(broken))
        self.stdout.write(f"{len(names)} templates compile.")


def _problem(name: str) -> str:
    try:
        get_template(name)
    except (TemplateSyntaxError, TemplateDoesNotExist) as error:
        return f"{name}: {error}"
    return ""
