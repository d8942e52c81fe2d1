"""The places of the window: their table, the simulator's own, and the way there and back."""
