"""What leads from one place of the window to another, and back."""
