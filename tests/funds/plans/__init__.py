"""Tests of funds/plans."""
