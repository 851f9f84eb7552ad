"""Settings: `base` holds what every deployment shares, the others only what differs."""
