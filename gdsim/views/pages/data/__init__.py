"""The page of the rows."""
