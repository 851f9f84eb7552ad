"""The funding plan, a section of the dossier."""
