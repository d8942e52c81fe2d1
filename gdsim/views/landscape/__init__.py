"""The landscape: the loss as a picture, and a run that walks on it."""

from gdsim.views.landscape.view import LandscapeView

__all__ = ["LandscapeView"]
