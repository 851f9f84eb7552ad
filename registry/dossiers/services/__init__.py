"""Keep, check and freeze a section."""
