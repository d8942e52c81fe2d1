"""What every place of the window is, and the rail that leads from one to another."""
