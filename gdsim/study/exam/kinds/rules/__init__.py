"""Questions on momentum and adaptive rules."""
