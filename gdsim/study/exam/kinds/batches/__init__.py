"""Questions on batches and epochs."""
