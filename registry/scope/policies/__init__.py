"""The base of every policy: grants, territory, and what may be denied."""
