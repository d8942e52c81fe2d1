"""Bowls with curvatures that are good to work with."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.kinds.functions import Drawn, signed_term, times
from gdsim.study.exam.kinds.updates import bracketed, latex
from gdsim.study.working.blocks import Formula, Text


class Bowl(Struct, frozen=True):
    """The function a x² + b y² + c x y, or a w² alone, with its minimum anywhere.

    Attributes
    ----------
    text
        As it is typed.
    squares
        a and b, or a alone.
    mixed
        c.
    """

    text: str
    parameters: tuple[str, ...]
    squares: tuple[float, ...]
    mixed: float = 0.0

    @property
    def drawn(self) -> Drawn:
        """The function as others take it."""
        return Drawn(self.text, self.parameters)

    @property
    def curvatures(self) -> list[float]:
        """The eigenvalues of its Hessian, the smallest first."""
        if len(self.squares) == 1:
            return [2 * self.squares[0]]
        a, b = self.squares
        root = math.hypot(a - b, self.mixed)
        return [a + b - root, a + b + root]

    @property
    def largest(self) -> float:
        """Its largest curvature."""
        return self.curvatures[-1]

    @property
    def limit(self) -> float:
        """The learning rate below which gradient descent converges."""
        return 2 / self.largest


def parabola(draw: Draw) -> Bowl:
    """Return a parabola of one parameter, with a linear term or shifted."""
    a = draw.pick((0.25, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 8, 10))
    b, c = draw.signed(1, 9), signed_term(draw.whole(1, 9))
    if draw.chance(0.5):
        return Bowl(f"{times(a, 'w^2')}{signed_term(b, 'w')}{c}", ("w",), (a,))
    return Bowl(f"{times(a, f'(w{signed_term(b)})^2')}{c}", ("w",), (a,))


def lowest_at(a: float, low: float) -> Drawn:
    """Return the parabola a (w − low)²."""
    return Drawn(times(a, f"(w{signed_term(-low)})^2"), ("w",))


def straight(draw: Draw) -> Bowl:
    """Return a bowl along the axes, perhaps shifted."""
    x, y = draw.pick((("x", "y"), ("w1", "w2")))
    a, b = draw.sample((0.25, 0.5, 1, 2, 2.5, 3, 4, 5, 8, 10, 12.5, 20), 2)
    if draw.chance(0.5):
        return along_axes(a, b, (x, y))
    left = f"({x}{signed_term(draw.signed(1, 5))})^2"
    right = f"({y}{signed_term(draw.signed(1, 5))})^2"
    return Bowl(f"{times(a, left)} + {times(b, right)}", (x, y), (a, b))


def along_axes(a: float, b: float, parameters: tuple[str, str]) -> Bowl:
    """Return the bowl a x² + b y²."""
    x, y = parameters
    return Bowl(f"{times(a, f'{x}^2')} + {times(b, f'{y}^2')}", parameters, (a, b))


TILTED = (
    *((a, a, c) for a in (1, 2, 3, 4, 5) for c in (1, -1, 2, -2, 3, -3, 4, -4) if abs(c) < 2 * a),
    *2 * tuple((b + 3, b, c) for b in (2, 3, 4, 6) for c in (4, -4)),
    *2 * tuple((b + 4, b, c) for b in (1, 2, 3, 6) for c in (3, -3)),
)
"""a, b and c of bowls whose Hessian has whole or half eigenvalues, all above 0."""


def tilted(draw: Draw) -> Bowl:
    """Return a bowl that lies across the axes."""
    x, y = draw.pick((("x", "y"), ("w1", "w2")))
    a, b, c = draw.pick(TILTED)
    if draw.chance(0.5):
        a, b = b, a
    text = f"{times(a, f'{x}^2')} + {times(b, f'{y}^2')}{signed_term(c, f'{x}*{y}')}"
    return Bowl(text, (x, y), (a, b), c)


def curvature_lines(bowl: Bowl) -> list[Text | Formula]:
    """Return how the curvatures come about."""
    if len(bowl.squares) == 1:
        return [
            Text(tr("The curvature is the second derivative, the same everywhere:")),
            Formula(rf"\lambda = {latex(bowl.largest)}", bowl.largest),
        ]
    low, high = bowl.curvatures
    a, b, c = (2 * bowl.squares[0], 2 * bowl.squares[1], bowl.mixed)
    if not c:
        lines = rf"\lambda_1 = {latex(a)}, \quad \lambda_2 = {latex(b)}"
        return [
            Text(tr("The curvatures are the second derivatives along the axes:")),
            Formula(lines),
        ]
    root = rf"\sqrt{{({latex(a / 2)} - {latex(b / 2)})^2 + {bracketed(c)}^2}}"
    return [
        Text(
            tr(
                "The Hessian has {a} and {b} on its diagonal and {c} beside it; its eigenvalues are"
                " half the sum of the diagonal, less and plus a root:"
            ).format(a=latex(a), b=latex(b), c=latex(c))
        ),
        Formula(rf"\lambda = {latex((a + b) / 2)} \pm {root}"),
        Formula(rf"\lambda_1 = {latex(low)}, \quad \lambda_2 = {latex(high)}"),
    ]


def is_short(values: Sequence[float], decimals: int = 4) -> bool:
    """Return whether numbers have few decimals."""
    return all(abs(round(x, decimals) - x) < 1e-9 for x in values)
