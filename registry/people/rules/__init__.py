"""Unified social credit codes."""
