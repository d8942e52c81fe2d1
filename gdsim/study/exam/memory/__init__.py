"""What a person knows and will forget, worked out from their answers."""
