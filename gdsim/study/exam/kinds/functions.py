"""Functions to go downhill on by hand: small whole numbers, from a few families."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from gdsim.study.exam.draw import Draw


class Drawn(Struct, frozen=True):
    """A function as it is typed, and names of its parameters in their order."""

    text: str
    parameters: tuple[str, ...]


def drawn_function(draw: Draw, level: int) -> Drawn:
    """Return a function: one or two parameters apart (1), shifted or coupled (2), harder (3)."""
    return draw.pick(FAMILIES[level])(draw)


def _names(draw: Draw) -> tuple[str, str]:
    return draw.pick((("x", "y"), ("w1", "w2")))


def _bowl(draw: Draw) -> Drawn:
    x, y = _names(draw)
    a, b = draw.sample((1, 2, 3, 4, 5), 2)
    return Drawn(f"{times(a, f'{x}^2')} + {times(b, f'{y}^2')}", (x, y))


def _line(draw: Draw) -> Drawn:
    a, b, c = draw.whole(1, 3), draw.signed(1, 6), draw.whole(1, 9)
    return Drawn(f"{times(a, 'w^2')}{signed_term(b, 'w')} + {c}", ("w",))


def _shifted(draw: Draw) -> Drawn:
    x, y = _names(draw)
    a, b = draw.signed(1, 4), draw.signed(1, 4)
    c = draw.whole(2, 4)
    return Drawn(f"({x}{signed_term(-a)})^2 + {c}*({y}{signed_term(-b)})^2", (x, y))


def _coupled(draw: Draw) -> Drawn:
    x, y = _names(draw)
    a, b = draw.whole(1, 3), draw.whole(2, 4)
    c = draw.signed(1, 2)
    return Drawn(f"{times(a, f'{x}^2')} + {b}*{y}^2{signed_term(c, f'{x}*{y}')}", (x, y))


def _linear_terms(draw: Draw) -> Drawn:
    x, y = _names(draw)
    a, b = draw.signed(2, 6), draw.signed(2, 6)
    return Drawn(f"{x}^2 + {y}^2{signed_term(a, x)}{signed_term(b, y)}", (x, y))


def _quartic(draw: Draw) -> Drawn:
    x, y = _names(draw)
    return Drawn(f"{x}^4 + {times(draw.whole(1, 4), f'{y}^2')}", (x, y))


def _cubic(draw: Draw) -> Drawn:
    return Drawn(f"w^3{signed_term(draw.signed(1, 4), 'w^2')}", ("w",))


def _squared_product(draw: Draw) -> Drawn:
    x, y = _names(draw)
    a, b = draw.signed(1, 3), draw.signed(1, 3)
    return Drawn(f"({x}{signed_term(-a)})^2 + ({x}*{y}{signed_term(-b)})^2", (x, y))


def _three(draw: Draw) -> Drawn:
    a, b, c = draw.sample((1, 2, 3, 4), 3)
    squares = f"{times(a, 'x^2')} + {times(b, 'y^2')} + {times(c, 'z^2')}"
    return Drawn(f"{squares}{signed_term(draw.signed(1, 2), 'x*y')}", ("x", "y", "z"))


FAMILIES: dict[int, Sequence[Callable[[Draw], Drawn]]] = {
    1: (_bowl, _line, _linear_terms),
    2: (_shifted, _coupled, _linear_terms, _cubic),
    3: (_coupled, _quartic, _squared_product, _three),
}
"""What is drawn from at each level."""


def times(factor: float, term: str) -> str:
    """Return a term with a number in front: ``3*x``, or ``x``."""
    return term if factor == 1 else f"{_plain(factor)}*{term}"


def signed_term(factor: float, term: str = "") -> str:
    """Return a term to be added, with its sign: `` - 3*x``, or `` + 2``."""
    size = times(abs(factor), term) if term else _plain(abs(factor))
    return f" {'-' if factor < 0 else '+'} {size}"


def _plain(value: float) -> str:
    return f"{value:.10g}"
