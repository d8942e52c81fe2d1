"""A person's own numbers, marked."""
