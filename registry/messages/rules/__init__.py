"""Kinds of messages, registered by each room."""
