"""Money: what restoration and safety cost, and who pays it from which account."""
