"""Practising: sessions of questions, what is remembered of them, and what the place shows."""
