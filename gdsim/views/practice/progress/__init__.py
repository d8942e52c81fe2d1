"""Progress to look at, drawn in the program's style."""
