"""Runs to be worked out, and parts of what is written."""

from __future__ import annotations

import math

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.generated import generate
from gdsim.engine.run.run import Run
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Formula, Section, Working

EXACT = NumberFormat.exact()


OBJECTIVES = {
    "bowl": Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0)),
    "one": Experiment(objective="0.25*w^4 - 1.5*w^2 + w", start=(2.6,), learning_rate=0.02),
    "three": Experiment(
        objective="(a - 1)^2 + exp(b/2) + c^2*a^2 - b", start=(1.5, -0.5, 0.7), learning_rate=0.03
    ),
    "named": Experiment(
        objective="(a - x)^2 + b(y - x^2)^2",
        let={"a": 1.0, "b": -2.5},
        start=(-1.2, 1.0),
        learning_rate=0.01,
    ),
    "uphill": Experiment(objective="3*x - x^2 - y^2", start=(-1.2, 1.0), maximise=True),
    "clipped": Experiment(objective="x^2 + 3*y^2 - x*y", start=(-1.2, 1.0), clip_norm=0.75),
    "bounded": Experiment(
        objective="x^2 + 3*y^2 - x*y",
        start=(-1.2, 1.0),
        bounds={"x": (-math.inf, -1.1), "y": (0.25, 2.0)},
    ),
    "kinks": Experiment(objective="abs(x) + max(y, 2x) + relu(-y)", start=(-1.3, 0.4)),
    "data": Experiment(
        objective="(w*x + b - y)^2",
        dataset=generate("linear(rows=40)"),
        start=(0.0, 0.5),
        method="mini-batch",
        batch_size=6,
    ),
}


def section(shown: Working, title: str) -> Section:
    return next(part for part in shown.sections if part.title.startswith(title))


def values(part: Section) -> list[float]:
    return [b.value for b in part.blocks if isinstance(b, Formula) and b.value is not None]


def formulas_of(part: Section) -> list[str]:
    return [block.latex for block in part.blocks if isinstance(block, Formula)]


def run_of(objective: str, rule: str) -> Run:
    run = Run(OBJECTIVES[objective].with_(rule=rule))
    run.advance(4)
    return run


def formulas(shown: Working) -> list[Formula]:
    return [b for part in shown.sections for b in part.blocks if isinstance(b, Formula)]
