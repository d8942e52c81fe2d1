"""Workings to hand out: as text, LaTeX, Markdown and HTML, with answers or blanks."""
