"""Text with formulas and tables in a column that is easy to read."""
