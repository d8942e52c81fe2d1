"""Predictions and tables made by hand."""
