"""The document of the window: made, opened, saved, taken back step by step, and never lost."""
