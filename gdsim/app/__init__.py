"""The window: layout, actions and the wiring of views to models."""
