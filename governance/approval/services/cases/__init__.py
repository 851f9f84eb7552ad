"""Writing the case itself: application, intake, links, succession."""
