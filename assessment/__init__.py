"""How every mine and region stands on ecology, safety and economy, and how well they move together."""
