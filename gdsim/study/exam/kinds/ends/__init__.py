"""Questions on where a run ends, and what ends it."""
