"""What there is to know of gradient descent, each statement with the run that shows it."""
