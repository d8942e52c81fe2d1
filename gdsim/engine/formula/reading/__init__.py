"""Text to syntax tree: Unicode, LaTeX and what programs write, in one plain spelling."""
