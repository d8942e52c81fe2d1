"""What a table is made of before it is written, and its writing as text."""
