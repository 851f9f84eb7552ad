"""Mines with their rights, facilities, documents and holders, and their import."""
