"""The one place for colours, fonts, spacing, icons and typeset formulas."""
