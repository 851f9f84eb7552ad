"""Who writes a section."""
