"""The committee: joint approval of the plans of the rooms below."""
