"""The page that works an update out."""
