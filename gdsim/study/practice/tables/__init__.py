"""Tables made by hand: read, and marked cell by cell."""
