"""Rows and a formula: loss, gradient and Hessian of a batch."""
