"""Pages of the dossier: sections, documents, revisions."""
