"""How the answers to a question are marked."""
