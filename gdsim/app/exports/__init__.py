"""Tables and workings taken away."""
