"""The hash that links the acts on one object."""

import datetime as dt
import hashlib
import json

from registry.audit.models import AuditEvent


def digest(event: AuditEvent) -> str:
    """SHA-256 over the act and the hash of the act before it on the same object."""
    kept = [
        event.previous_hash,
        event.sequence,
        event.at.astimezone(dt.UTC).isoformat(),
        event.verb,
        event.actor_id,
        event.actor_text,
        event.role,
        event.organisation_id,
        event.organisation_text,
        event.object_type,
        event.object_id,
        event.object_text,
        event.region_code,
        event.before,
        event.after,
        event.request_id,
        event.ip,
    ]
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
