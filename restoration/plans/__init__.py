"""The restoration plan, a section of the dossier."""
