"""How many digits the numbers of a working need, so that each follows from those before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array, Mask
from gdsim.numbers import FLOAT_NOISE
from gdsim.study.working.shown import Shown

FINE = 1000.0
"""Times what its numbers may be off by, below which a result's last digit may be rounding noise."""


class Step(Struct, eq=False):
    """Numbers that follow from others.

    Attributes
    ----------
    result
        What follows, n numbers.
    inputs
        What it follows from.
    work
        Takes the numbers of each input, arrays; returns those of the result, (n,).
    is_rounding
        Whether it rounds as by hand: what it comes to is gone on with as it stands, so that no
        digit of it is rounding of the computer, however near its input is to a half.
    """

    result: Shown
    inputs: Sequence[Shown]
    work: Callable[[Sequence[Array]], Array]
    is_rounding: bool = False
    _seen_with: tuple[int, ...] = ()

    def find_noise(self) -> None:
        """Let the result know how much of it is rounding of the computer, where that would show."""
        if self.is_rounding:
            return
        inputs = [np.array(one.values) for one in self.inputs]
        # What the inputs may be off by, with all the digits that they can be shown with.
        pairs = zip(inputs, self.inputs, strict=True)
        off = [np.maximum(FLOAT_NOISE * np.abs(x), one.finest / 2) for x, one in pairs]
        largest = max((float(one.max()) for one in off), default=0.0)
        with np.errstate(all="ignore"):
            if not (self.result.units < FINE * largest).any():
                return
            values, noise = self.work(inputs), np.zeros(len(self.result.values))
            for k, (x, by) in enumerate(zip(inputs, off, strict=True)):
                moved = self.work([*inputs[:k], x + np.copysign(by, x), *inputs[k + 1 :]])
                noise += np.abs(moved - values)
        self.result.set_noise(np.nan_to_num(noise, posinf=0.0))

    def mend(self) -> bool:
        """Add digits to the inputs until the result follows; tell whether any was added.

        A result that lies almost half way between two would ask for many digits more; it is shown
        with a digit more itself.
        """
        has_added = False
        while self._seen_with != (digits := self._digits()):
            self._seen_with = digits
            wrong = ~self._follows()
            if wrong.any():
                one = self.result if self.result.is_near_tie(wrong) else self._coarsest(wrong)
                if one is not None:
                    one.add_digit()
                    has_added = True
        return has_added

    def _digits(self) -> tuple[int, ...]:
        """Return how many digits each number has: what was looked at with these stays so."""
        return self.result.more, *(one.more for one in self.inputs)

    def _follows(self) -> Mask:
        with np.errstate(all="ignore"):
            return self.result.agrees_with(self.work([one.printed for one in self.inputs]))

    def _coarsest(self, wrong: Mask) -> Shown | None:
        """Return the input whose rounding puts the `wrong` numbers off most; None without one."""
        exact = [np.array(one.values) for one in self.inputs]
        with np.errstate(all="ignore"):
            values, most, found = self.work(exact), 0.0, None
            for k, one in enumerate(self.inputs):
                if not one.can_grow:
                    continue
                changed = self.work([*exact[:k], one.printed, *exact[k + 1 :]])
                off = float(np.abs(changed - values)[wrong].max())
                if off > most:
                    most, found = off, one
        return found


def settle(steps: Sequence[Step]) -> None:
    """Give numbers digits until every printed result follows from the printed numbers before it.

    Parameters
    ----------
    steps
        In the order in which they are worked out.
    """
    rounded = [step for step in steps if not step.result.is_exact]
    for step in rounded:
        step.find_noise()
    while sum(step.mend() for step in reversed(rounded)):
        pass
