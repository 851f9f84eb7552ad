"""Middleware, exports, and answers to htmx."""
