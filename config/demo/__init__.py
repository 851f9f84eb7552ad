"""The demonstration: invented mines, people and applications."""
