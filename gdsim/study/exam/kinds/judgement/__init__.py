"""Questions that judge: symbols, statements, reasons, what holds and what does not."""
