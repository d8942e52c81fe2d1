"""By how much the loss changes in an update, as a sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Text
from gdsim.study.working.settle import Step
from gdsim.study.working.shown import Shown

PERCENT_FIGURES = 2
"""Figures of a percentage that follow from the losses as they are shown, at least."""

MOST_PERCENT_DECIMALS = 2


class Change:
    """The sentence on the loss before and after an update.

    In percent where both are above 0; where it falls through 0, or was below it, in numbers.
    """

    def __init__(self, before: Shown, after: Shown, number_format: NumberFormat) -> None:
        self._before, self._after = before, after
        self._is_in_percent = before.value > 0 and after.value >= 0
        size = abs(after.value - before.value)
        self._size = Shown([size], number_format)
        if self._is_in_percent:
            percent = NumberFormat.significant(PERCENT_FIGURES)
            self._size = Shown([size / before.value * 100], percent)

    @property
    def _is_told(self) -> bool:
        """Whether there is a number for it."""
        before, after = self._before.value, self._after.value
        return before != after and math.isfinite(before) and math.isfinite(after)

    def steps(self) -> list[Step]:
        """Return that the change follows from the losses as they are shown."""
        if not self._is_told:
            return []
        return [Step(self._size, [self._before, self._after], self._work)]

    def _work(self, values: Sequence[Array]) -> Array:
        before, after = values
        size = np.abs(after - before)
        with np.errstate(all="ignore"):
            return size / before * 100 if self._is_in_percent else size

    def written(self) -> Text:
        """Return the sentence."""
        before, after = self._before.value, self._after.value
        numbers = {"before": self._before.brief(), "after": self._after.brief()}
        question = tr("By how many percent does the loss change?")
        if not self._is_in_percent:
            question = tr("By how much does the loss change?")
        if before == after:
            text = tr("The loss stays at {before}.")
        elif not (self._before.printed.any() or self._after.printed.any()):
            text = tr("The loss is 0 before and after, to within rounding.")
        elif not self._is_told:
            text = tr("The loss goes from {before} to {after}.")
        elif self._is_in_percent:
            text = tr("The loss rises from {before} to {after}, an increase of {change} %.")
            if after < before:
                text = tr("The loss falls from {before} to {after}, a reduction of {change} %.")
            numbers["change"] = self._percent()
        else:
            text = tr("The loss rises from {before} to {after}, by {change}.")
            if after < before:
                text = tr("The loss falls from {before} to {after}, by {change}.")
            numbers["change"] = self._size.brief()
        return Text(text.format(**numbers), question)

    def _percent(self) -> str:
        """Return the percentage with the most digits that follow from the losses shown."""
        (percent,) = self._size.values
        (follows,) = self._work([self._before.printed, self._after.printed]).tolist()
        if percent >= 0.1:
            for digits in range(MOST_PERCENT_DECIMALS, -1, -1):
                decimals = NumberFormat.decimals(digits)
                text = decimals.text(percent)
                if text == decimals.text(follows):
                    is_plain = "." in text and "e" not in text
                    return text.rstrip("0").rstrip(".") if is_plain else text
        return self._size.texts[0]
