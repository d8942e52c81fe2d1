"""A question as it is read, answered and marked."""
