"""Pure rules of the case itself: application, intake, links, succession."""
