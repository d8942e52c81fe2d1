"""Text to formulas: checked, exact, compiled."""
