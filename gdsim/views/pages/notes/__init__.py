"""The page of what there is to know."""
