"""What a run is set to: rule, rate, batches, rounding and when it ends."""
