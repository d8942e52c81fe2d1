"""What stands around the rule in a working: its rate, looking ahead, clipping, bounds."""
