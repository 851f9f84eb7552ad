"""The version in force, and one year."""
