"""The commands: each a file with its options and what it does."""
