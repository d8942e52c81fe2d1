"""What a run is doing, and what theory foretells."""
