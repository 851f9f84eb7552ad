"""One attachment and its state."""

from registry.files.models.attachments import Attachment

__all__ = ["Attachment"]
