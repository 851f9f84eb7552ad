"""Tests of governance/committee."""
