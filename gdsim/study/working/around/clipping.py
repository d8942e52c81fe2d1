"""Clipping in a working: the gradient's length, and what the rule takes of the gradient."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.rules.directed import CLIPPING, clipped
from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.run.stages import Stage
from gdsim.i18n import tr
from gdsim.study.working.blocks import Formula, Text
from gdsim.study.working.draft import Drafted, DraftSection, Entry, Given, Line
from gdsim.study.working.number_latex import number_latex
from gdsim.study.working.settle import Step
from gdsim.study.working.shown import Shown
from gdsim.study.working.worked_update import WorkedUpdate

MOST_SQUARES = 6
"""Parameters up to which the squares under the root are written out."""

NORM = r"\left|g_t\right|"


class Clipping:
    """Clips the gradient of an update, and writes how.

    Parameters
    ----------
    gradient
        The slope by each parameter.

    Attributes
    ----------
    used
        What the rule takes: the same numbers where nothing is clipped.
    """

    def __init__(self, update: WorkedUpdate, gradient: Sequence[Shown]) -> None:
        self._most = update.segment.rule.clip_norm
        self._names = update.run.objective.parameters
        self._gradient = gradient
        self.used = list(gradient)
        if self._most is None:
            return
        values = np.array([one.value for one in gradient])
        is_whole = len(gradient) == len(update.run.objective.parameters)
        if not is_whole:
            values = np.asarray(update.row.gradient)
        self._d = len(values)
        self._norm = update.shown(float(np.hypot.reduce(values)))
        if is_whole:
            update.steps.append(Step(self._norm, gradient, _length))
        if not self._norm.value <= self._most:
            most = self._most
            self.used = update.shown_each(clipped(values, most)[: len(gradient)].tolist())
            for one, slope in zip(self.used, gradient, strict=True):
                update.steps.append(Step(one, [slope, self._norm], lambda v: v[0] * (most / v[1])))

    def section(self) -> DraftSection | None:
        """Return the section; None where nothing is ever clipped."""
        if self._most is None:
            return None
        most = number_latex(self._most)
        blocks: list[Drafted] = [Formula(rf"{CLIPPING}, \quad c = {most}"), self._norm_line()]
        if not self._norm.value > self._most:
            kept = tr("The gradient is no longer than {most}, so it stays as it is.")
            blocks.append(Text(kept.format(most=most)))
        else:
            blocks += [self._line(k, most) for k in range(len(self.used))]
        return DraftSection(tr("Clipping"), blocks, Stage.UPDATE)

    def _norm_line(self) -> Drafted:
        d = self._d
        if d > MOST_SQUARES:
            return Given(rf"{NORM} = \sqrt{{\sum_j g_j^2}}", Entry(self._norm))
        right = rf"\sqrt{{{' + '.join(f'a_{{{k}}}^2' for k in range(d))}}}"
        inputs = {f"a_{{{k}}}": Entry(one) for k, one in enumerate(self._gradient)}
        return Line(f"{NORM} =", right, inputs, [Entry(self._norm)])

    def _line(self, k: int, most: str) -> Line:
        inputs = {"a": Entry(self._gradient[k]), "n": Entry(self._norm)}
        left = rf"{latex_of_name(self._names[k])}: \quad g_t \leftarrow"
        right = r"a \cdot \frac{c}{n}"
        return Line(left, right, inputs, [Entry(self.used[k])], {"c": most})


def _length(values: Sequence[Array]) -> Array:
    return np.atleast_1d(np.hypot.reduce(np.concatenate(values)))
