"""The place of what there is to know."""
