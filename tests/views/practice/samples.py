"""A question with a field of every type, and what is needed to show it."""

from __future__ import annotations

from gdsim.engine.descent.experiment import Experiment
from gdsim.study.exam.fields import Field, NamedSlip, Option
from gdsim.study.exam.question import Curves, Grid, Question, StemBlock
from gdsim.study.working.blocks import Formula, Section, Text

OPTIONS = (
    Option("a", "It falls."),
    Option("b", "It rises."),
    Option("c", "", r"\nabla L = 0"),
)

NUMBER = Field("new_w", "new w", "number", 2.4)
COUNT = Field("updates", "Updates in an epoch", "count", 313.0)
PERCENT = Field("fall", "Fall of the loss", "percent", 36.0)
FORMULA = Field("gradient", "∂L/∂w", "formula", "2*w", symbols=("w",))
CHOICE = Field("what", "What the loss does", "choice", "a", options=OPTIONS)
SELECT = Field("all", "What holds", "select", ("a", "c"), marks=2, options=OPTIONS)
ORDER = Field("order", "In this order", "order", ("b", "c", "a"), options=OPTIONS)
POINTS = Field("why", "Why it is so", "points", ("a", "b"), marks=2, options=OPTIONS)

EVERY_TYPE = (NUMBER, COUNT, PERCENT, FORMULA, CHOICE, SELECT, ORDER, POINTS)

SLIP = NamedSlip("uphill", "Uphill: the step was added.", {"new_w": 3.6})

STEM: tuple[StemBlock, ...] = (
    Text("Make one update from w = 3 with η = 0.1."),
    Formula("L(w) = w^2"),
)

CURVES = Curves(
    "Losses of two runs",
    "Iteration",
    "Loss",
    {"A": ((0, 1, 2, 3), (32.0, 8.0, 2.0, 0.5)), "B": ((0, 1, 2, 3), (32.0, 40.0, 50.0, 62.0))},
    is_log=True,
)

GRID = Grid(("Iteration", "w", "Loss"), (("0", "3", "9"), ("1", "new_w", "what")))


def question(
    *fields: Field,
    stem: tuple[StemBlock, ...] = STEM,
    experiment: Experiment | None = None,
) -> Question:
    """Return a question with these fields."""
    return Question(
        kind="sample",
        version=1,
        seed=0,
        level=1,
        stem=stem,
        facts={},
        fields=fields or (NUMBER, COUNT),
        slips=(SLIP,),
        solve=lambda: (Section("Update", (Formula(r"w = 3 - 0.1 \cdot 6 = 2.4", 2.4),)),),
        seconds=30,
        experiment=experiment,
    )
