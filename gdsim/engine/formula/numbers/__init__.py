"""Numbers as people write them: read in one place, wherever one is typed."""
