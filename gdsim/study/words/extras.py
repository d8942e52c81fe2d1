"""What is said of the rarer settings of an experiment where they are used."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.initial import PREVIOUS
from gdsim.engine.descent.rules import STATES
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.words.names import state_name
from gdsim.symbols import symbol

_number = NumberFormat.exact().text


def extra_words(experiment: Experiment) -> dict[str, str]:
    """Return a few words for each of them, by the field of the experiment that holds it."""
    most = experiment.clip_norm
    words = {
        "let": constants_text(experiment.let),
        "maximise": tr("maximise") if experiment.maximise else "",
        "bounds": ", ".join(bound_text(name, *ends) for name, ends in experiment.bounds.items()),
        "initial": ", ".join(_memories(experiment)),
        "clip_norm": "" if most is None else tr("‖g‖ clipped to {most}").format(most=_number(most)),
    }
    return {name: text for name, text in words.items() if text}


def _memories(experiment: Experiment) -> Iterator[str]:
    """Yield what a rule remembers at first as in ``velocity w = 0.2``, or ``previous w = 2``."""
    for name, value in experiment.initial.items():
        if name.startswith(f"{PREVIOUS}_"):
            shown = symbol(name.removeprefix(f"{PREVIOUS}_"))
            yield tr("previous {name} = {value}").format(name=shown, value=_number(value))
            continue
        kinds = [kind for kind in STATES if name.startswith(f"{kind}_")]
        kind = max(kinds, key=len, default="")
        shown = symbol(name.removeprefix(f"{kind}_"))
        yield f"{state_name(kind) if kind else ''} {shown} = {_number(value)}".strip()


def bound_text(name: str, low: float, high: float) -> str:
    """Return the bounds of a parameter as in ``0 ≤ w``, ``w ≤ 1`` or ``-1 ≤ w ≤ 1``."""
    below = f"{_number(low)} ≤ " if math.isfinite(low) else ""
    above = f" ≤ {_number(high)}" if math.isfinite(high) else ""
    return f"{below}{symbol(name)}{above}"


def constants_text(numbers: Mapping[str, float]) -> str:
    """Return named constants as in ``a = 1, b = 100``."""
    return ", ".join(f"{symbol(name)} = {_number(value)}" for name, value in numbers.items())
