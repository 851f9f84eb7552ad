"""The acceptance report, a section of the dossier."""
