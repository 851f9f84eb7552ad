"""Verify the hash chains of the audit trail."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.audit.models import AuditEvent
from registry.audit.selectors import audit


class Command(BaseCommand):
    help = "Verify the hash chain of every object in the audit trail; fails naming each chain that does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for object_type, object_id, sequence in audit.broken_chains():
            broken += 1
            self.stderr.write(f"{object_type} {object_id}: act {sequence} does not follow from the one before.")
        if broken:
            raise CommandError(f"{broken} chains do not hold.")
        self.stdout.write(f"All chains hold ({AuditEvent.objects.count()} acts).")
