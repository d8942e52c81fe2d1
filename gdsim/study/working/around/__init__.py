"""What stands around the rule in a working: looking ahead, clipping, bounds."""
