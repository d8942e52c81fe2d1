"""The answers of a person and all that is kept of them, in one SQLite file."""
