"""Writing the dossier: sections, documents, revisions."""
