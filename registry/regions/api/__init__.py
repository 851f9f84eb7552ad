"""Divisions and their subtrees."""
