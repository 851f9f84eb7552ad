"""Check, import, replace and end a layer."""
