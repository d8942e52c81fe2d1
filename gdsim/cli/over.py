"""The values of ``gdsim sweep --over``."""

from __future__ import annotations

import re

from gdsim.cli.values import number, refusal
from gdsim.i18n import tr

MOST_VALUES = 100_000
"""The most values that one ``--over`` may have."""


def over(text: str) -> tuple[str, tuple[float, ...]]:
    """Return the name and values that ``NAME=LOW:HIGH:log:COUNT`` or ``NAME=A,B,C`` stands for."""
    name, equals, given = text.partition("=")
    parts = given.split(":")
    if not name.strip() or not equals or not given or len(parts) not in (1, 3, 4):
        sentence = tr(
            "{text} is not accepted; give NAME=LOW:HIGH:COUNT, NAME=LOW:HIGH:log:COUNT or"
            " NAME=A,B,C, as learning-rate=1e-4:1:log:200"
        )
        raise refusal(sentence, text)
    if len(parts) == 1:
        values = [number(part) for part in given.split(";" if ";" in given else ",")]
    else:
        values = _range(text, *parts)
    return name.strip(), tuple(values)


def _range(text: str, low_text: str, high_text: str, *rest: str) -> list[float]:
    low, high, count_text = number(low_text), number(high_text), rest[-1]
    scale = rest[0] if len(rest) > 1 else "lin"
    if scale not in ("log", "lin"):
        sentence = tr("{scale} in {text} is not accepted; give log or lin")
        raise refusal(sentence, text, scale=repr(scale))
    if not re.fullmatch(r"\d{1,9}", count_text) or not 2 <= int(count_text) <= MOST_VALUES:
        sentence = tr(
            "{count} in {text} is not accepted; give a whole number of values from 2 to {most}"
        )
        raise refusal(sentence, text, count=repr(count_text), most=MOST_VALUES)
    if not low < high or (scale == "log" and low <= 0):
        sentence = tr("{low}:{high} is not accepted; give {bound}")
        bound = "0 < LOW < HIGH" if scale == "log" else "LOW < HIGH"
        raise refusal(sentence, text, low=low_text, high=high_text, bound=bound)
    import numpy as np

    spaced = np.geomspace if scale == "log" else np.linspace
    with np.errstate(all="ignore"):
        return [float(value) for value in spaced(low, high, int(count_text))]
