"""The dossier: sections, documents, revisions for other systems."""
