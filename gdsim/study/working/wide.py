"""A ready-made loss of many columns in a working: by the score, with a few of its slopes."""

from __future__ import annotations

from collections.abc import Sequence

from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.problem.linear_loss import LinearObjective
from gdsim.i18n import tr, tr_error
from gdsim.study.working.blocks import Formula, Text
from gdsim.study.working.draft import Drafted, Entry, Given
from gdsim.study.working.gradient import Gradient
from gdsim.study.working.number_latex import number_latex
from gdsim.study.working.shown import Shown
from gdsim.study.working.worked_update import WorkedUpdate

_SLOPES = {
    "none": "",
    "l2": r" + 2 \cdot {strength} w_j",
    "l1": r" + {strength} \mathrm{{sign}}(w_j)",
}
"""What a penalty adds to the slope by a weight, in LaTeX."""


class WideWriter:
    """Writes loss and gradient of a batch; sums over so many columns are not written out."""

    def __init__(self, update: WorkedUpdate, objective: LinearObjective) -> None:
        self._names, self._objective = update.names, objective
        self.loss = update.shown(update.row.loss)
        self.gradient = Gradient(update)

    def loss_blocks(self) -> list[Drafted]:
        """Return the loss of a row by its score, and that of the batch."""
        expression = self._objective.expression
        told = [Text(f"{tr_error(remark)}.") for remark in expression.remarks]
        return [
            Formula(f"L_i = {expression.latex()}"),
            *told,
            Given(r"L = \frac{1}{B} \sum_i L_i", Entry(self.loss)),
        ]

    def slope_blocks(self, k: int) -> list[Drafted]:
        """Return the slope by parameter `k`, the first with the formula of all."""
        name = latex_of_name(self._names[k])
        slope = Given(rf"\frac{{\partial L}}{{\partial {name}}}", Entry(self.gradient.exact[k]))
        rounded = Given(rf"{name}: \quad g_t", Entry(self.gradient.used[k]))
        is_rounded = self.gradient.used is not self.gradient.exact
        return [*(self._formulas() if k == 0 else []), slope, *([rounded] if is_rounded else [])]

    def _formulas(self) -> list[Drafted]:
        choice = self._objective.choice
        added = _SLOPES[choice.penalty].format(strength=number_latex(choice.strength))
        right = r"\frac{1}{B} \sum_i \frac{\partial L_i}{\partial s_i} x_{ij}"
        told = tr("Here x is the feature that the weight belongs to, and 1 for an intercept.")
        return [Formula(rf"\frac{{\partial L}}{{\partial w_j}} = {right}{added}"), Text(told)]

    def new_loss_blocks(self, _theta: Sequence[Shown], loss: Shown) -> list[Drafted]:
        """Return the loss after the update."""
        return [Given(r"L\left(\theta_{t+1}\right)", Entry(loss))]
