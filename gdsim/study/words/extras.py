"""What is said of the rarer settings of an experiment where they are used."""

from __future__ import annotations

from collections.abc import Mapping

from gdsim.engine.descent.experiment import Experiment
from gdsim.numbers import NumberFormat
from gdsim.symbols import symbol

_number = NumberFormat.exact().text


def extra_words(experiment: Experiment) -> dict[str, str]:
    """Return a few words for each of them, by the field of the experiment that holds it."""
    words = {"let": constants_text(experiment.let)}
    return {name: text for name, text in words.items() if text}


def constants_text(numbers: Mapping[str, float]) -> str:
    """Return named constants as in ``a = 1, b = 100``."""
    return ", ".join(f"{symbol(name)} = {_number(value)}" for name, value in numbers.items())
