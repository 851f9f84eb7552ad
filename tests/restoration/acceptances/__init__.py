"""Tests of restoration/acceptances."""
