"""Questions on learning rates: which converge, how fast, and what happens."""
