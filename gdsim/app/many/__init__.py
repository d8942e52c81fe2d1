"""Windows for many runs at once."""
