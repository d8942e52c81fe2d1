"""Runs to be diagnosed."""

from __future__ import annotations

from typing import Any

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run


def made(objective: str, start: tuple[float, ...], rate: float, updates: int, **more: Any) -> Run:
    run = Run(Experiment(objective=objective, start=start, learning_rate=rate, **more))
    run.advance(updates)
    return run
