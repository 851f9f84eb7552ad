"""Save, check, freeze, approve and refuse it."""
