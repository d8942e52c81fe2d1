"""The kinds of questions, in a folder a topic."""
