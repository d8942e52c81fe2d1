"""Fields that ask for something."""
