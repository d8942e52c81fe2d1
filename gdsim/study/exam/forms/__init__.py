"""A question written out: as text, as Markdown, as JSON."""
