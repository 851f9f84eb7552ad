"""Who may act where: people, bodies, roles and regions, which everything else points at."""
