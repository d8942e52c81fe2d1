"""Questions for revising: drawn anew each time, with answers from the program's own runs."""
