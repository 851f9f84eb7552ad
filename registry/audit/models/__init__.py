"""One act, chained to the one before."""

from registry.audit.models.audit import AuditEvent

__all__ = ["AuditEvent"]
