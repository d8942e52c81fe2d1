"""A function without data in a working: its value and its derivatives."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.formula.latex import latex_of_name
from gdsim.study.working.blocks import Formula
from gdsim.study.working.draft import Drafted, Entry, Line
from gdsim.study.working.gradient import Gradient
from gdsim.study.working.number_latex import constant_texts
from gdsim.study.working.settle import Step
from gdsim.study.working.shown import Shown
from gdsim.study.working.worked_update import WorkedUpdate


class FunctionWriter:
    """Writes loss and gradient of a function at the parameters of one update.

    Parameters
    ----------
    point
        The parameters at which the gradient is taken: those before the update, or where the rule
        looks ahead to.
    """

    def __init__(self, update: WorkedUpdate, point: Sequence[Shown]) -> None:
        self._objective = update.run.objective
        self._theta, self._point = update.theta, point
        self._steps = update.steps
        self._constants = constant_texts(self._objective)
        self.loss = update.shown(update.row.loss)
        self.gradient = Gradient(update)

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
