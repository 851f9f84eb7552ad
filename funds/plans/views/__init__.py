"""The section, and its panel on a mine's page."""
