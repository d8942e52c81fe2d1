"""A function without data in a working: its value and its derivatives."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.run.rows import Row
from gdsim.engine.run.run import Run
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Formula
from gdsim.study.working.draft import Drafted, Entry, Line
from gdsim.study.working.gradient import Gradient
from gdsim.study.working.number_latex import constant_texts
from gdsim.study.working.settle import Step
from gdsim.study.working.shown import Shown


class FunctionWriter:
    """Writes loss and gradient of a function at the parameters of one update.

    Parameters
    ----------
    theta
        The parameters before the update.
    point
        Those at which the gradient is taken: the same, or where the rule looks ahead to.
    steps
        Where to note what follows from what.
    """

    def __init__(
        self,
        run: Run,
        row: Row,
        number_format: NumberFormat,
        theta: Sequence[Shown],
        point: Sequence[Shown],
        steps: list[Step],
    ) -> None:
        self._objective = run.objective
        self._format = number_format
        self._theta, self._point = theta, point
        self._steps = steps
        self._constants = constant_texts(run.objective)
        self.loss = Shown([row.loss], number_format)
        self.gradient = Gradient(run, row, number_format)

    def loss_blocks(self) -> list[Drafted]:
        """Return the loss before the update."""
        return [
            Formula(f"L = {self._objective.expression.latex()}"),
            self._value("L =", self._theta, self.loss),
        ]

    def slope_blocks(self, k: int) -> list[Drafted]:
        """Return the derivative by parameter `k`."""
        name = self._objective.parameters[k]
        left = rf"\frac{{\partial L}}{{\partial {latex_of_name(name)}}} ="
        right = self._objective.expression.gradient_latex(name)
        exact = self.gradient.exact[k]
        self._steps.append(Step(exact, self._point, lambda theta: self._at(theta)[1][k : k + 1]))
        self._steps += self.gradient.rounding(k)
        return [
            Formula(f"{left} {right}"),
            Line(left, right, self._named(self._point), self.gradient.results(k), self._constants),
        ]

    def new_loss_blocks(self, theta: Sequence[Shown], loss: Shown) -> list[Drafted]:
        """Return the loss after the update, at the parameters `theta`."""
        return [self._value(r"L\left(\theta_{t+1}\right) =", theta, loss)]

    def _value(self, left: str, theta: Sequence[Shown], loss: Shown) -> Line:
        self._steps.append(Step(loss, theta, lambda theta: np.array([self._at(theta)[0]])))
        right = self._objective.expression.latex()
        return Line(left, right, self._named(theta), (Entry(loss),), self._constants)

    def _named(self, theta: Sequence[Shown]) -> dict[str, Entry]:
        names = map(latex_of_name, self._objective.parameters)
        return dict(zip(names, map(Entry, theta), strict=True))

    def _at(self, theta: Sequence[Array]) -> tuple[float, Array]:
        loss, gradient = self._objective.value_and_gradient(np.concatenate(theta))
        return float(loss), gradient
