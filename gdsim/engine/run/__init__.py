"""A run made and read: recorded rows, branches, the stages of an update."""
