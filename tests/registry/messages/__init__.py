"""Tests of registry/messages."""
