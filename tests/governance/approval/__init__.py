"""Tests of governance/approval."""
