"""Statements to be judged: what holds, its negation, a near miss, and why."""
