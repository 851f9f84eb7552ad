"""Import a register of mines: one engine for the page, the API, the worker and the command."""
