"""Where the loss is the same."""
