"""Choosing data: where they come from, which columns, and what is minimised over them."""
