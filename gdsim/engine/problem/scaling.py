"""Columns standardised or put on the range 0 to 1, as a choice that is seen and can be undone.

A scaled column is x' = (x - offset)/scale. For ``standardise`` the offset is the mean and the scale
the standard deviation of all N rows (dividing by N), for ``standardise-sample`` the same with
N - 1; for ``min-max`` they are the least value and the range. A linear predictor fitted to scaled
columns, y' = sum of w_j*x'_j + b, is in the data's own units y = sum of W_j*x_j + B with

    W_j = t*w_j/s_j        B = o + t*(b - sum of w_j*o_j/s_j)

where o_j, s_j are offset and scale of feature j, and o, t those of the target (0 and 1 where it
is not scaled). No number is changed before the person chooses a scaling.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array
from gdsim.engine.errors import InputError, require_choice
from gdsim.engine.option import Option
from gdsim.texts import N_


class ScalingSpec(Option, frozen=True, eq=False, kw_only=True):
    """A way of scaling columns.

    Attributes
    ----------
    measure
        Takes the columns' values, shape (N, k); returns their offset and scale, each (k,), which
        are not finite where the values are too large.
    """

    measure: Callable[[Array], tuple[Array, Array]]


def _standard(values: Array) -> tuple[Array, Array]:
    """Return mean and standard deviation."""
    # Worked out with sizes near 1, since the square of 1e200 is not finite.
    size = np.maximum(np.abs(values).max(axis=0), np.finfo(float).tiny)
    near_one = values / size
    return near_one.mean(axis=0) * size, near_one.std(axis=0) * size


def _sample_standard(values: Array) -> tuple[Array, Array]:
    """Return mean and standard deviation of a sample: n - 1 in the place of N."""
    offset, scale = _standard(values)
    n = len(values)
    return offset, scale * np.sqrt(n / (n - 1)) if n > 1 else np.zeros_like(scale)


def _least_and_range(values: Array) -> tuple[Array, Array]:
    """Return the least value and the range."""
    low = values.min(axis=0)
    return low, values.max(axis=0) - low


SCALINGS: Mapping[str, ScalingSpec] = {
    "standardise": ScalingSpec(
        title=N_("Standardise"), tip=N_("(x − mean)/standard deviation"), measure=_standard
    ),
    "standardise-sample": ScalingSpec(
        title=N_("Standardise, n − 1"),
        tip=N_(
            "(x − mean)/standard deviation, with n − 1 in it as spreadsheets and pandas have it"
        ),
        measure=_sample_standard,
    ),
    "min-max": ScalingSpec(
        title=N_("Min–max"), tip=N_("(x − least)/(largest − least)"), measure=_least_and_range
    ),
}
"""What can be done to columns."""


class Scaling(Struct, frozen=True, eq=False):
    """What each scaled column is shifted and divided by.

    Attributes
    ----------
    method
        A name in `SCALINGS`.
    names
        The scaled columns, k of them, all different.
    offset, scale
        float64 of shape (k,), in the columns' own units; `scale` > 0.
    """

    method: str
    names: tuple[str, ...]
    offset: Array
    scale: Array

    @classmethod
    def of(cls, method: str, names: Sequence[str], values: Array) -> Scaling:
        """Return the scaling that the columns `names` get from their `values`, shape (N, k).

        Raises
        ------
        InputError
            If the method is unknown, or a column is constant or has too small or large a range.
        """
        require_choice("the scaling", method, SCALINGS)
        low, high = values.min(axis=0), values.max(axis=0)
        with np.errstate(over="ignore"):
            has_range = np.isfinite(high - low)
            offset, scale = SCALINGS[method].measure(values)
        for k, name in enumerate(names):
            if not (has_range[k] and scale[k] > 0 and low[k] < high[k]):
                raise _no_scale(name, float(low[k]), float(high[k]))
        return cls(method, tuple(names), offset, scale)

    def apply(self, values: Array) -> Array:
        """Return the scaled columns' `values`, shape (N, k), as numbers of the scaling."""
        scaled: Array = (values - self.offset) / self.scale
        return scaled

    def raw_linear(
        self,
        weights: Array,
        intercept: float | Array,
        features: Sequence[str],
        target: str | None = None,
    ) -> tuple[Array, Array]:
        """Return weights and intercept of a linear predictor in the data's own units.

        Parameters
        ----------
        weights, intercept
            Fitted to the scaled columns; `weights` has shape (..., k), one for each of `features`,
            and `intercept` shape (...).
        features, target
            Columns of the data; those that are not in `names` count as not scaled. A `target` of
            None (as for a classifier, whose score has no unit) is not scaled either.
        """
        offset, scale = self._of(features)
        target_offset, target_scale = self._of([] if target is None else [target])
        unit = float(target_scale[0]) if len(target_scale) else 1.0
        start = float(target_offset[0]) if len(target_offset) else 0.0
        slopes = np.asarray(weights, dtype=np.float64) / scale
        return unit * slopes, np.asarray(start + unit * (intercept - slopes @ offset))

    def _of(self, names: Sequence[str]) -> tuple[Array, Array]:
        """Return offset and scale, each (len(names),), 0 and 1 for a column not scaled."""
        known = dict(zip(self.names, zip(self.offset, self.scale, strict=True), strict=True))
        pairs = np.array([known.get(name, (0.0, 1.0)) for name in names]).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]


def _no_scale(name: str, low: float, high: float) -> InputError:
    if low == high:
        return InputError(
            "column {name} is {value} in every row and has no scale; leave it as it is",
            name=name,
            value=f"{low:g}",
        )
    return InputError(
        "column {name} goes from {low} to {high}, which is too small or too large a range to divide"
        " by; leave it as it is",
        name=name,
        low=low,
        high=high,
    )
