"""Telling somebody, and sending what waits."""
