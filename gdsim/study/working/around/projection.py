"""Bounds in a working: new parameters that lie outside are moved to the nearest point within."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.run.stages import Stage
from gdsim.i18n import tr
from gdsim.study.working.blocks import Text
from gdsim.study.working.draft import Drafted, DraftSection, Entry, Line
from gdsim.study.working.number_latex import EXACT, number_latex
from gdsim.study.working.shown import Shown
from gdsim.study.working.worked_update import WorkedUpdate


class Projection:
    """Moves new parameters within their bounds, and writes how.

    Parameters
    ----------
    landed
        What the rule leads to, of each parameter.

    Attributes
    ----------
    new_theta
        The new parameters: the same numbers but for those that lay outside.
    """

    def __init__(self, update: WorkedUpdate, landed: Sequence[Shown]) -> None:
        self._bounds = update.segment.bounds
        self._names = update.run.objective.parameters
        self._landed, self.new_theta = landed, list(landed)
        if self._bounds is None:
            return
        values = np.array([one.value for one in landed])
        low, high = self._bounds.low[: len(values)], self._bounds.high[: len(values)]
        within = np.clip(values, low, high)
        for k in np.flatnonzero(within != values):
            # A bound is given, and so is written in full.
            self.new_theta[k] = Shown([float(within[k])], EXACT)

    def section(self) -> DraftSection | None:
        """Return the section; None where nothing has a bound."""
        if self._bounds is None:
            return None
        n = len(self._landed)
        low, high = self._bounds.low[:n].tolist(), self._bounds.high[:n].tolist()
        ends = zip(low, high, strict=True)
        blocks: list[Drafted] = [
            self._line(k, low, high)
            for k, (low, high) in enumerate(ends)
            if math.isfinite(low) or math.isfinite(high)
        ]
        sentence = tr("What lies outside its bounds is moved to the nearest point within.")
        return DraftSection(tr("Bounds"), [Text(sentence), *blocks], Stage.UPDATE)

    def _line(self, k: int, low: float, high: float) -> Line:
        right = "a"
        if math.isfinite(low):
            right = rf"\max\left(l, {right}\right)"
        if math.isfinite(high):
            right = rf"\min\left(h, {right}\right)"
        texts = {"l": number_latex(low), "h": number_latex(high)}
        left = rf"{latex_of_name(self._names[k])} \leftarrow"
        entries = {"a": Entry(self._landed[k])}
        return Line(left, right, entries, [Entry(self.new_theta[k])], texts)
