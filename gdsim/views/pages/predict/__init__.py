"""Predicting what an update comes to."""

from gdsim.views.pages.predict.page import PredictPage

__all__ = ["PredictPage"]
