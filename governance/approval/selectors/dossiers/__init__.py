"""Reading the dossier: sections, documents, revisions."""
