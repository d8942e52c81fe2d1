"""What goes to disk and comes from it, free of Qt."""
