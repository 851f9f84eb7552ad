"""Who, where, on what authority: regions, organisations, users, mines, policies, audit, calendar and clock."""
