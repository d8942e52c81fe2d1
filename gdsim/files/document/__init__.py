"""Documents: runs with all that belongs to them, in one file that opens again exactly."""
