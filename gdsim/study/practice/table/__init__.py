"""Iteration tables made by hand: read, checked cell by cell, reported on."""
