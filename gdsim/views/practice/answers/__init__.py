"""What answers are given with, one widget for each type of field."""
