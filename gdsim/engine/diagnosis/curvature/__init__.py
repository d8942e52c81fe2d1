"""What the Hessian says: of a point, and of the learning rate."""
