"""One verdict to be checked: what is recorded of the run, and its own future, worked out here.

Nothing here uses the program's verdicts, its curvature or its rules: losses, gradients and updates
are written out in NumPy. Of the program there is the table of the run up to the verdict, and the
text of its sentences.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.study.words.verdicts.verdict_sentence import verdict_lines
from tests.study.words.verdicts.audit.settings import (
    DEFAULTS,
    SEARCHED,
    convention,
    rates_of,
    setting,
)
from tests.study.words.verdicts.audit.uphill import mirrored

Array = np.ndarray
Loss = Callable[[Array], tuple[Array, Array]]
"""Takes points (..., d); returns loss (...) and gradient (..., d) over all rows."""

Changes = Sequence[tuple[int, Mapping[str, object]]]
"""Fields of an experiment that are changed, each with the update before which they are."""

RowLoss = Callable[[Array, Array], tuple[Array, Array]]
"""Takes points (R, d) and rows (R, B); returns loss (R,) and gradient (R, d) of these batches."""


@dataclass(eq=False)
class Case:
    """A run of `updates`, what the program says of it, and what comes.

    `past` has theta before each update and after the last, shape (updates + 1, d); `future` goes on
    from there, shape (F + 1, d), and is NaN once it is not finite. `experiment` is the last one, of
    a run whose settings were changed; its rule began with update `rule_first`, and what updates are
    made with did not change since `settings_first`.
    """

    experiment: Experiment
    loss: Loss
    updates: int
    lines: list[str]
    past: Array
    batch_loss: Array
    full_loss: Array
    state: tuple[Array, ...]
    hessian: Array | None = None
    slope: Array | None = None
    has_stopped: bool = False
    rule_first: int = 0
    settings_first: int = 0
    future: Array = field(default_factory=lambda: np.empty((0, 0)))
    searched: Array = field(default_factory=lambda: np.empty(0))

    @property
    def name(self) -> str:
        """The verdict's name."""
        return self.lines[0]

    @property
    def theta(self) -> Array:
        """Theta at the verdict."""
        return self.past[-1]

    @property
    def is_noisy(self) -> bool:
        """Whether batches differ."""
        return self.experiment.method != "batch" and self.experiment.dataset is not None

    @property
    def rates(self) -> Array:
        """The rate at the verdict and of the updates to come."""
        if self.experiment.schedule in SEARCHED:
            return self.searched
        return rates_of(self.experiment, self.updates + np.arange(max(1, len(self.future) - 1)))

    def losses(self, thetas: Array) -> Array:
        """The loss of all rows at thetas (n, d)."""
        with np.errstate(all="ignore"):
            return self.loss(thetas)[0]

    def gradients(self, thetas: Array) -> Array:
        """The gradient of all rows at thetas (n, d)."""
        with np.errstate(all="ignore"):
            return self.loss(thetas)[1]


def case_of(
    experiment: Experiment, updates: int, loss: Loss, changes: Changes = (), **more: object
) -> Case:
    """Return the case of a run of so many updates, or fewer where it diverges before.

    Each of `changes` is made before the update that it names, where the run comes so far.
    """
    run, rule_first, settings_first = Run(experiment), 0, 0
    for t, fields in changes:
        run.advance(t - run.length)
        if run.stop is not None:
            break
        before, run = run.segments[-1].experiment, run.branch(run.length, **fields)
        after = run.segments[-1].experiment
        if not _has_same_rule(before, after):
            rule_first = run.length
        if replace(after, iterations=before.iterations) != before:
            settings_first = run.length
    run.advance(updates - run.length)
    rows = run.columns(0, run.length)
    lines, state = verdict_lines(run), run.segments[-1].state_before(run.length)
    sign = 1
    if experiment.maximise:
        # `loss` is that of the mirror, which the run goes down.
        lines, sign = [mirrored(line) for line in lines], -1
        state = tuple(-part if k in _odd(experiment) else part for k, part in enumerate(state))
    return Case(
        experiment=run.segments[-1].experiment,
        loss=loss,
        updates=run.length,
        lines=lines,
        past=np.vstack([rows.theta, run.theta]),
        batch_loss=sign * rows.loss,
        full_loss=sign * rows.full_loss,
        state=state,
        has_stopped=run.stop is not None,
        rule_first=rule_first,
        settings_first=settings_first,
        **more,
    )


def _odd(experiment: Experiment) -> tuple[int, ...]:
    """Return which parts of what a rule remembers have the gradients' sign."""
    return () if experiment.rule in ("adagrad", "rmsprop", "adadelta", "gd") else (0,)


def _has_same_rule(one: Experiment, other: Experiment) -> bool:
    """Tell whether rule and settings of the rule are the same, so that its state goes on."""
    if one.rule != other.rule:
        return False
    names = DEFAULTS.get(one.rule, {})
    return all(setting(one, name) == setting(other, name) for name in names) and (
        convention(one) == convention(other)
        and one.settings.get("eps_place") == other.settings.get("eps_place")
    )


def number(text: str) -> float:
    """Return what a printed factor is: 0.8, -0.92, 1 - 2e-9, -(1 + 2e-5)."""
    text = text.replace(",", "")
    if text == "0 to within rounding":
        return 0.0
    if text.startswith("just"):
        return 1 + 1e-12 if text == "just over 1" else 1 - 1e-12
    if text.startswith("-("):
        return -number(text[2:-1])
    if text.startswith("1 "):
        sign, deviation = text[2], float(text[4:])
        return 1 + deviation if sign == "+" else 1 - deviation
    return math.inf if text == "∞" else float(text)


def unit(x: float, figures: int = 4) -> float:
    """Return half a unit of the last of so many figures of x."""
    if not x or not math.isfinite(x):
        return 0.0
    return 0.50001 * 10.0 ** (math.floor(math.log10(abs(x))) - figures + 1)


def fits(text: str, value: float, room: float = 0.0, figures: int = 4) -> bool:
    """Tell whether a printed number is `value`, up to the figures printed and `room`."""
    if text.startswith("just"):
        is_over = text == "just over 1"
        return abs(value - 1) <= 1.1e-11 and (value > 1 - 1e-13 if is_over else value < 1 + 1e-13)
    told = number(text)
    if text.startswith(("1 ", "-(")):
        deviations = abs(told) - 1, abs(value) - 1
        return abs(deviations[0] - deviations[1]) <= max(unit(x, 2) for x in deviations) + room
    # A number may be rounded up to the next power of ten.
    return abs(told - value) <= max(unit(told, figures), unit(value, figures)) + room
