"""QtCore objects over the engine: they own signals, not pixels."""
