"""What becomes of a run on a quadratic, direction by direction."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tests.study.words.verdicts.audit.cases import Array, Case
from tests.study.words.verdicts.audit.settings import convention, setting

EPS = float(np.finfo(float).eps)


def update_matrix(rule: str, beta: float, weight: float, h: float) -> Array:
    """Return what an update does to distance and velocity, for eta lambda = h.

    The columns are what it does to (1, 0) and (0, 1); velocities are counted in units of lambda.
    """
    columns = []
    for e, v in ((1.0, 0.0), (0.0, 1.0)):
        push = weight * e
        after = beta * v + push
        step = after if rule == "momentum" else push + beta * after
        columns.append((e - h * step, after))
    return np.array(columns).T


def multipliers(rule: str, beta: float, weight: float, h: float) -> Array:
    """Return what an update multiplies distances by in the long run, for eta lambda = h."""
    if rule == "gd":
        return np.array([1 - h])
    found = np.linalg.eigvals(update_matrix(rule, beta, weight, h))
    return found[np.argsort(-np.abs(found))]


def swelling(rule: str, beta: float, weight: float, h: float, updates: int) -> float:
    """Return how large momentum may have made a distance of 1, with the velocity that it makes.

    It is that after 1, 2, 4 ... of so many updates; 1 where it has always been smaller, and where
    the distance grows in the long run.
    """
    if rule == "gd" or np.abs(multipliers(rule, beta, weight, h)).max() > 1 + 1e-9:
        return 1.0
    made, most = update_matrix(rule, beta, weight, h), 1.0
    for _ in range(updates.bit_length()):
        most = max(most, float(np.abs(made[:, 0]).sum()))
        made = made @ made
    return most


@dataclass(eq=False)
class Directions:
    """A quadratic's directions: where the run is along each, and what an update does to it."""

    case: Case

    @cached_property
    def _eigen(self) -> tuple[Array, Array]:
        return np.linalg.eigh(self.case.hessian)

    @property
    def turn(self) -> Array:
        """Columns are the directions."""
        return self._eigen[1]

    @cached_property
    def values(self) -> Array:
        """The eigenvalues, 0 where rounding made them."""
        values = self._eigen[0]
        return np.where(np.abs(values) <= 1e-13 * np.abs(values).max(), 0.0, values)

    @cached_property
    def beta(self) -> tuple[float, float]:
        """Beta, and the weight of a gradient."""
        experiment = self.case.experiment
        if experiment.rule == "gd":
            return 0.0, 1.0
        beta = setting(experiment, "beta")
        return beta, 1 - beta if convention(experiment) == "average" else 1.0

    def leading(self, rate: float) -> Array:
        """The multiplier of every direction in the long run, complex, shape (d,)."""
        return np.array(
            [
                multipliers(self.case.experiment.rule, *self.beta, rate * value)[0]
                for value in self.values
            ],
            dtype=complex,
        )

    @cached_property
    def multiplier(self) -> Array:
        """`leading` at the rate of the next update."""
        return self.leading(float(self.case.rates[0]))

    @cached_property
    def size(self) -> Array:
        """Their sizes with the sign of the real part."""
        return np.where(self.multiplier.real < 0, -1, 1) * np.abs(self.multiplier)

    @cached_property
    def noise(self) -> float:
        """What rounding leaves of a component of the gradient at the verdict, about."""
        case = self.case
        steep, size = np.abs(self.values).max(), np.linalg.norm(case.theta)
        # Of where the run comes from, only so many digits were ever there.
        furthest = max(size, np.linalg.norm(case.past[0]))
        own = EPS * (steep * furthest + np.linalg.norm(case.slope))
        # A step that is lost in theta's last digits is no step.
        return float(max(own, EPS * size / case.rates[0])) if case.rates[0] else np.inf

    @cached_property
    def drive(self) -> Array:
        """Slope along every direction, and velocity where some of it goes on."""
        case = self.case
        slopes = np.abs(self.turn.T @ (case.hessian @ case.theta + case.slope))
        if not self.beta[0]:
            # The velocity is forgotten before it moves anything.
            return slopes
        velocity = case.state[0]
        if convention(case.experiment) in ("rate-inside", "lookahead"):
            velocity = velocity / case.rates[0]
        return slopes + np.abs(self.turn.T @ velocity)

    @cached_property
    def swelling(self) -> Array:
        """Times as large momentum may have made what rounding left, along every direction."""
        case, rate = self.case, float(self.case.rates[0])
        rule, made = case.experiment.rule, case.updates
        return np.array([swelling(rule, *self.beta, rate * x, made) for x in self.values])

    @property
    def surely_off(self) -> Array:
        """Where the run is off by more than rounding can be, along curved directions."""
        reach = self.drive / np.where(self.values == 0, np.inf, np.abs(self.values))
        far = reach > 1e-12 * np.linalg.norm(reach)
        return (self.values != 0) & (self.drive > 300 * self.noise * self.swelling) & far

    @property
    def surely_there(self) -> Array:
        """Where it is there but for rounding."""
        return (self.values != 0) & (self.drive <= 0.1 * self.noise)

    def distances(self, thetas: Array) -> Array:
        """The distance along every direction, shape (n, d); 0 along those without curvature."""
        with np.errstate(all="ignore"):
            slopes = (thetas @ self.case.hessian + self.case.slope) @ self.turn
            return np.divide(slopes, self.values, out=np.zeros_like(slopes), where=self.values != 0)

    def rounding(self, thetas: Array) -> Array:
        """What rounding leaves of these distances, shape (n, d), generously."""
        size = np.linalg.norm(thetas, axis=-1, keepdims=True)
        steep = np.abs(self.values).max()
        slopes = 100 * EPS * (steep * size + np.linalg.norm(self.case.slope))
        lost = 100 * EPS * size / max(self.case.rates.min(), 1e-300)
        return np.maximum(slopes, lost) / np.where(self.values == 0, np.inf, np.abs(self.values))
