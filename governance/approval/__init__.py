"""Joint approval, from the application to the duties it leaves."""
