"""What is said of a run: the verdict as sentences with numbers."""
