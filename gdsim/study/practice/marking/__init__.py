"""Marking: what follows, what is carried forward, and which slip gives a wrong answer."""
