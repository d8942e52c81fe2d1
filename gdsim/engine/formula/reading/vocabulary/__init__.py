"""What characters, names of functions and words of LaTeX stand for in a formula."""
