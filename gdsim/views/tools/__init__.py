"""Windows beside the main one that make many runs at once: a sweep, and a map of starts."""
