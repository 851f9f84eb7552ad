"""One description per act: what it asks, the service behind it, its words."""
