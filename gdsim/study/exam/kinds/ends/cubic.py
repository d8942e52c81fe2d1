"""Functions of third degree with a minimum and a hilltop."""

from __future__ import annotations

from msgspec import Struct

from gdsim.study.exam.kinds.updates import number


class Cubic(Struct, frozen=True):
    """w³ + b w² + c w, with a minimum to the right of a hilltop.

    Attributes
    ----------
    other
        A point whose slope is not zero, to be offered as an end.
    """

    square: float
    linear: float
    minimum: float
    hilltop: float
    other: float

    @classmethod
    def about_zero(cls, factor: int) -> Cubic:
        """Return w³ − 3a² w, with the minimum at a and the hilltop at −a."""
        return cls(0, -3 * factor**2, factor, -factor, 0)

    @classmethod
    def from_zero(cls, square: float) -> Cubic:
        """Return w³ + b w², with the minimum at 0 and the hilltop at −2b/3."""
        return cls(square, 0, 0, -2 * square / 3, -square)

    @property
    def text(self) -> str:
        """The formula."""
        if not self.square:
            return f"w^3 - {number(-self.linear)}*w"
        return f"w^3 + {'' if self.square == 1 else f'{number(self.square)}*'}w^2"

    def slope(self, w: float) -> float:
        """Return the derivative."""
        return 3 * w**2 + 2 * self.square * w + self.linear
