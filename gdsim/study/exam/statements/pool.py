"""All statements, in the order of the topics."""

from __future__ import annotations

from gdsim.study.exam.statements import algorithm, bowl, epochs, idea, methods, rates, rules

POOL = (
    *idea.STATEMENTS,
    *methods.STATEMENTS,
    *epochs.STATEMENTS,
    *algorithm.STATEMENTS,
    *bowl.STATEMENTS,
    *rates.STATEMENTS,
    *rules.STATEMENTS,
)
