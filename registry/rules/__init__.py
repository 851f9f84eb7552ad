"""Pure rules without Django: working days, clock, geodesy, codes, grants."""
