"""Parts of the window that are built when they are first looked at."""
