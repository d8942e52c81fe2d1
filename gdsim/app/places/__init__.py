"""The places of the window in one table, and how the simulator's own is laid out."""
