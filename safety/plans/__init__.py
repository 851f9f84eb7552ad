"""The safety plan, a section of the dossier."""
