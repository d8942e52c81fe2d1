"""The usual slips of a hand calculation, and what an update comes to with each."""
