"""Settings, root urls, Celery and the local launcher: imports every room, imported by none.

Nothing is imported here: the launcher runs from this package before anything is installed.
"""
