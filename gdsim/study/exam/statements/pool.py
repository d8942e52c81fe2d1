"""All statements, in the order of the topics."""

from __future__ import annotations

from gdsim.study.exam.statements import algorithm, bowl, epochs, idea, methods, noise, rates, rules

POOL = (
    *idea.STATEMENTS,
    *methods.STATEMENTS,
    *noise.STATEMENTS,
    *epochs.STATEMENTS,
    *algorithm.STATEMENTS,
    *bowl.STATEMENTS,
    *rates.STATEMENTS,
    *rules.STATEMENTS,
)
