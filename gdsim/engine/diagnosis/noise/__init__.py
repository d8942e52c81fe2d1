"""How far the gradients of batches scatter around that of all rows, and where they lead."""
