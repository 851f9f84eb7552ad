"""Problem details of RFC 9457."""
