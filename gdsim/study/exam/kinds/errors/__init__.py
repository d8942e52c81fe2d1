"""Questions in which a planted mistake is to be found."""
