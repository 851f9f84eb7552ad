"""Bring indicators of any unit to one scale, by fixed reference bounds or by the sample itself."""
