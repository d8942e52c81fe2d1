"""An epoch of one parameter over a few rows, in batches of any size."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from gdsim.texts import N_

Row = tuple[float, ...]
"""x and y, or x alone."""


class SlopedLoss(Struct, frozen=True):
    """The loss of a row: as it is typed and told, and its slope by w, worked out and in LaTeX."""

    text: str
    told: str
    slope: Callable[[float, Row], float]
    slope_latex: str


ROW_LOSSES = {
    "squares": SlopedLoss(
        "(w*x - y)^2",
        N_("(w x − y)²"),
        lambda w, row: 2 * (w * row[0] - row[1]) * row[0],
        "2 (w x_i - y_i) x_i",
    ),
    "half-squares": SlopedLoss(
        "1/2*(w*x - y)^2",
        N_("½ (w x − y)²"),
        lambda w, row: (w * row[0] - row[1]) * row[0],
        "(w x_i - y_i) x_i",
    ),
    "weighted-half-square": SlopedLoss(
        "1/2*x*w^2", N_("½ x w²"), lambda w, row: w * row[0], "w x_i"
    ),
}


class Epoch(Struct, frozen=True):
    """What an epoch starts from.

    Attributes
    ----------
    name
        Of the loss of a row.
    rows
        In the order in which they are taken.
    is_sum
        Whether the loss of a batch is the sum over its rows, not the mean.
    batch_size
        Of mini-batches; 0 where none are asked for.
    """

    name: str
    rows: Sequence[Row]
    start: float
    rate: float
    is_sum: bool = False
    batch_size: int = 0

    def slope(self, w: float, rows: Sequence[Row]) -> float:
        """Return the slope of a batch at w."""
        total = sum(ROW_LOSSES[self.name].slope(w, row) for row in rows)
        return total if self.is_sum else total / len(rows)

    def updated(self, w: float, rows: Sequence[Row]) -> float:
        """Return w after an update with a batch."""
        return w - self.rate * self.slope(w, rows)

    def batches(self, size: int) -> list[Sequence[Row]]:
        """Return the batches of an epoch; the last one may be smaller."""
        return [self.rows[k : k + size] for k in range(0, len(self.rows), size)]

    def path(self, size: int) -> list[float]:
        """Return w before the epoch and after each batch."""
        path = [self.start]
        for batch in self.batches(size):
            path.append(self.updated(path[-1], batch))
        return path

    @property
    def sizes(self) -> dict[str, int]:
        """The batch size of each method that is asked for, by the name of its fields."""
        sizes = {"batch": len(self.rows), "stochastic": 1}
        return sizes | {"mini_batch": self.batch_size} if self.batch_size else sizes
