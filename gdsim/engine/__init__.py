"""The stepping engine: NumPy and SymEngine, no Qt, no files."""
