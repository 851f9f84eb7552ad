"""The registry's heartbeat: every task sweeps a table and may be lost or doubled without harm."""
