"""Answers that are kept for repeated requests."""

from registry.web.models.idempotency import IdempotencyRecord

__all__ = ["IdempotencyRecord"]
