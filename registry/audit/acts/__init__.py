"""What acts carry of the rows that they change."""
