"""Questions on one update and on a few."""
