r"""Line searches: the learning rate of an update found along the line of its step, -g.

exact
    The rate at which phi(eta) = L(theta - eta g) is least: of a quadratic loss with Hessian H,
    eta = g^T g / g^T H g. Of any other loss the first minimum that is met: from eta, the first
    trial, the rate is doubled until phi rises or its slope phi'(eta) = -g^T grad L(theta - eta g)
    is 0 or more; within these ends the place where the slope changes its sign is closed in upon.
    Where phi falls without end the rate is infinite, and the run diverges. A. Cauchy, "Methode
    generale pour la resolution des systemes d'equations simultanees", 1847.
backtracking
    The first of eta, rho eta, rho^2 eta, ... with L(theta - eta g) <= L(theta) - c eta g^T g.
    L. Armijo, "Minimization of functions having Lipschitz continuous first partial derivatives",
    1966; J. Nocedal, S. Wright, "Numerical optimization", 2006, algorithm 3.1.

Both are of the batch's loss, for R runs at once, and worked out in the same way each time.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.arrays import Array, Ints, Mask, Rows
from gdsim.engine.descent.experiment import Settings
from gdsim.engine.floats import EPSILON, LOSS_ROUNDING
from gdsim.engine.problem.objective import Objective
from gdsim.engine.problem.quadratic import is_quadratic

EXACT_EQUATION = r"\eta_t = \arg\min_{\eta > 0} L\left(\theta_t - \eta g_t\right)"
QUADRATIC_EQUATION = r"\eta_t = \frac{g_t^\top g_t}{g_t^\top H g_t}"
"""What it is where the loss is a quadratic with Hessian H."""

BACKTRACKING_EQUATION = (
    r"L\left(\theta_t - \eta_t g_t\right) \le L\left(\theta_t\right) - c \eta_t g_t^\top g_t"
)
"""What the first of the trials `TRIALS_EQUATION` has to fulfil."""

TRIALS_EQUATION = r"\eta_t = \rho^k \eta, \quad k \ge 0"

MOST_HESSIAN_PARAMETERS = 64
"""With more the minimum along the line is found as that of any loss is: H has too many entries."""

MOST_DOUBLINGS = 100
"""After so many the loss is taken to fall without end."""

MOST_CLOSER = 200
"""Times that an interval is closed in upon: halving alone needs 53 for a number of 16 digits."""

MOST_TRIALS = 2000
"""After so many trials no step is made."""

AT_ONCE = 16
"""Evaluations of loss and gradient that a search takes as a rule."""


class Line(Struct, frozen=True, eq=False):
    """R lines from theta along -g.

    Attributes
    ----------
    rows
        Those of the batch; None for all.
    theta, gradient
        Shape (R, d).
    loss, first
        Shape (R,): the loss at theta, and the first trial of the rate.
    """

    objective: Objective
    rows: Rows | None
    theta: Array
    gradient: Array
    loss: Array
    first: Array

    def losses(self, rate: Array, some: Ints) -> Array:
        """Return the losses (m,) at rates (m,) along the lines `some` (m,), indices."""
        return self.objective.value(self._places(rate, some), self.rows)

    def losses_and_slopes(self, rate: Array, some: Ints) -> tuple[Array, Array]:
        """Return the same, and their slopes by the rate (m,)."""
        loss, gradient = self.objective.value_and_gradient(self._places(rate, some), self.rows)
        return loss, -(gradient * self.gradient[some]).sum(axis=-1)

    def _places(self, rate: Array, some: Ints) -> Array:
        places: Array = self.theta[some] - rate[:, np.newaxis] * self.gradient[some]
        return places


LineSearch = Callable[[Line], Array]
"""Returns the rate of each line, (R,): 0 where there is no slope or no step, inf without an end."""

UPHILL_EQUATIONS = {
    EXACT_EQUATION: r"\eta_t = \arg\max_{\eta > 0} L\left(\theta_t + \eta g_t\right)",
    QUADRATIC_EQUATION: r"\eta_t = -\frac{g_t^\top g_t}{g_t^\top H g_t}",
    BACKTRACKING_EQUATION: (
        r"L\left(\theta_t + \eta_t g_t\right) \ge L\left(\theta_t\right) + c \eta_t g_t^\top g_t"
    ),
}
"""What the equations are where the run goes uphill, by those of a descent."""


def uphill(search: LineSearch) -> LineSearch:
    """Return the search along g for a run that goes uphill: a descent with all signs changed."""

    def along(line: Line) -> Array:
        turned = replace(
            line, objective=line.objective.negated, gradient=-line.gradient, loss=-line.loss
        )
        return search(turned)

    return along


def exact(_settings: Settings) -> LineSearch:
    """Build the exact line search; see the module."""

    def search(line: Line) -> Array:
        with np.errstate(all="ignore"):
            return _of_quadratic(line) if has_closed_form(line.objective) else _of_any(line)

    return search


def has_closed_form(objective: Objective) -> bool:
    """Tell whether the exact rate is g^T g / g^T H g, and worked out so."""
    return len(objective.parameters) <= MOST_HESSIAN_PARAMETERS and is_quadratic(objective)


def _of_quadratic(line: Line) -> Array:
    # A gradient of 1e-200 has a square of 0: its direction is what counts.
    size = np.abs(line.gradient).max(axis=-1, keepdims=True)
    has_slope = (size > 0) & np.isfinite(size)
    unit = np.divide(line.gradient, size, out=np.zeros_like(line.gradient), where=has_slope)
    hessian = line.objective.hessian(line.theta[0], line.rows)
    bend = ((unit @ hessian) * unit).sum(axis=-1)
    square = (unit * unit).sum(axis=-1)
    rate = np.where(bend > 0, square / bend, np.inf)
    found: Array = np.where(has_slope[:, 0], rate, 0.0)
    return found


def _of_any(line: Line) -> Array:
    slope = -(line.gradient * line.gradient).sum(axis=-1)
    rate = np.zeros(len(slope))
    some = np.flatnonzero((slope < 0) & np.isfinite(slope) & np.isfinite(line.loss))
    ends = _Ends.of(line, some, slope[some])
    endless = ends.widen(line)
    ends.close_in(line, ~endless)
    rate[some] = np.where(endless, np.inf, ends.best)
    return rate


class _Ends(Struct, eq=False):
    """Both ends of where the minimum along each of m lines is; arrays have shape (m,).

    At `low` the slope is below 0; at `high` it is not, or the loss is above that at `low`, or
    there is none.
    """

    some: Ints
    low: Array
    low_loss: Array
    low_slope: Array
    high: Array
    high_slope: Array

    @classmethod
    def of(cls, line: Line, some: Ints, slope: Array) -> _Ends:
        first = line.first[some].astype(np.float64)
        return cls(
            some, np.zeros(len(some)), line.loss[some], slope, first, np.full(len(some), np.nan)
        )

    def widen(self, line: Line) -> Mask:
        """Double `high` until it is an end; return for which lines it never is."""
        going = np.ones(len(self.some), dtype=np.bool_)
        for _ in range(MOST_DOUBLINGS):
            k = np.flatnonzero(going)
            if not len(k):
                break
            falls, _ = self._move_an_end(line, k, self.high[k])
            self.high[k[falls]] *= 2
            going[k[~falls]] = False
        return going

    def _move_an_end(self, line: Line, k: Ints, rate: Array) -> tuple[Mask, Array]:
        """Make rates (m,) an end of the lines `k` (m,), indices: return which are low, and slopes.

        It is the low one where the loss is still falling there, and is no more than that at `low`.
        """
        loss, slope = line.losses_and_slopes(rate, self.some[k])
        most = self.low_loss[k] + LOSS_ROUNDING * np.abs(self.low_loss[k])
        falls: Mask = np.isfinite(loss) & (slope < 0) & (loss <= most)
        on, end = k[falls], k[~falls]
        self.low[on], self.low_loss[on] = rate[falls], loss[falls]
        self.low_slope[on] = slope[falls]
        self.high[end], self.high_slope[end] = rate[~falls], slope[~falls]
        return falls, slope

    def close_in(self, line: Line, going: Mask) -> None:
        """Bring the ends of the lines `going` together."""
        for turn in range(MOST_CLOSER):
            k = np.flatnonzero(going)
            if not len(k):
                return
            rate = self._between(k, halves=turn % 3 == 2)
            is_done = (rate <= self.low[k]) | (rate >= self.high[k])
            going[k[is_done]] = False
            k, rate = k[~is_done], rate[~is_done]
            _, slope = self._move_an_end(line, k, rate)
            going[k[slope == 0]] = False

    def _between(self, k: Ints, *, halves: bool) -> Array:
        """Return a rate between the ends: where a straight slope is 0, or half way."""
        low, high = self.low[k], self.high[k]
        middle: Array = low + (high - low) / 2
        if halves:
            return middle
        share = -self.low_slope[k] / (self.high_slope[k] - self.low_slope[k])
        # Near an end it steps over it by a little, so that the other end comes near, too.
        least = 4 * EPSILON * high / (high - low)
        place = low + np.clip(share, least, 1 - least) * (high - low)
        is_straight = np.isfinite(self.high_slope[k]) & (self.high_slope[k] >= 0) & (least < 0.5)
        found: Array = np.where(is_straight, place, middle)
        return found

    @property
    def best(self) -> Array:
        """The end with the smaller slope; `low` where there is none at `high`."""
        is_high = (self.high_slope >= 0) & (self.high_slope < -self.low_slope)
        found: Array = np.where(is_high, self.high, self.low)
        return found


def backtracking(settings: Settings) -> LineSearch:
    """Build the search by ever shorter steps; see the module."""
    shrink, enough = float(settings["shrink"]), float(settings["sufficient_decrease"])

    def search(line: Line) -> Array:
        with np.errstate(all="ignore"):
            square = (line.gradient * line.gradient).sum(axis=-1)
            trial = line.first.astype(np.float64)
            rate = np.zeros(len(trial))
            waiting = np.flatnonzero(np.isfinite(line.loss) & np.isfinite(square) & (square > 0))
            for _ in range(MOST_TRIALS):
                if not len(waiting):
                    break
                loss = line.losses(trial[waiting], waiting)
                most = line.loss[waiting] - enough * trial[waiting] * square[waiting]
                taken = loss <= most
                rate[waiting[taken]] = trial[waiting[taken]]
                waiting = waiting[~taken]
                trial[waiting] *= shrink
        return rate

    return search


class Trial(Struct, frozen=True):
    """A step that backtracking tried: its rate, the loss there, and the most it may be."""

    rate: float
    loss: float
    most: float

    @property
    def is_taken(self) -> bool:
        """Whether the loss is low enough."""
        return self.loss <= self.most


def trials(settings: Settings, line: Line, most: int) -> list[Trial]:
    """Return what backtracking tries on one line, R = 1, up to `most` trials."""
    shrink, enough = float(settings["shrink"]), float(settings["sufficient_decrease"])
    square, rate = float((line.gradient * line.gradient).sum()), float(line.first[0])
    found: list[Trial] = []
    while len(found) < most and not (found and found[-1].is_taken):
        loss = float(line.losses(np.array([rate]), np.array([0]))[0])
        found.append(Trial(rate, loss, float(line.loss[0]) - enough * rate * square))
        rate *= shrink
    return found
