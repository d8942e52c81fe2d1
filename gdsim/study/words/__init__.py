"""What a run, its settings and its ends are called, and what is said of them."""
