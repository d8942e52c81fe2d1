"""What a fit to scaled columns says in the data's own units, as a sentence."""

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.problem.linear_score import LinearScore, own_units
from gdsim.engine.problem.objective import Objective
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat

MOST_NAMED_FEATURES = 6
"""Features whose weights are written out."""


def own_units_sentence(objective: Objective, score: LinearScore | None, theta: Array) -> str:
    """Return the linear score at theta (d,) for the columns as they were read.

    Empty where the objective has no such score, no column was scaled, or a number is not finite.
    """
    own = None if score is None else own_units(objective, score, theta)
    if own is None or not np.isfinite([*own.weights, own.intercept]).all():
        return ""
    number = NumberFormat.significant(5).text
    terms = [
        f"{number(float(weight))}·{feature}"
        for weight, feature in zip(own.weights, own.features[:MOST_NAMED_FEATURES], strict=False)
    ]
    if len(own.features) > MOST_NAMED_FEATURES:
        terms.append("…")
    terms.append(number(own.intercept))
    total = " + ".join(terms).replace("+ -", "− ").replace("+ −", "− ")
    name = (
        own.target
        if score is not None and score.is_prediction
        else tr("score (the boundary is at 0)")
    )
    return tr("In the data's own units: {name} = {terms}.").format(name=name, terms=total)
