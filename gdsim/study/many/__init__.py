"""What many runs show, in words."""
