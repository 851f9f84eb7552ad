"""How much each indicator counts: equal, by entropy, by judgement, by contrast and conflict, or several combined."""
