"""Functions with their derivatives, and what comes out with the usual slips."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import NamedSlip
from gdsim.study.exam.kinds.functions import Drawn, signed_term, times


class Differentiated(Struct, frozen=True):
    """A function with its partial derivatives.

    Attributes
    ----------
    slopes
        By the name of a parameter.
    hint
        What to think of, as a sentence.
    """

    function: Drawn
    slopes: Mapping[str, str]
    slips: tuple[NamedSlip, ...]
    hint: str
    is_polynomial: bool = True


def _exponent_kept(values: Mapping[str, str]) -> NamedSlip:
    """Return the slip in which the exponent did not come down as a factor."""
    text = tr("The exponent must come down as a factor: the derivative of w² is 2w, not w.")
    return _slip("exponent-not-in-front", text, values)


def _slip(key: str, text: str, values: Mapping[str, str]) -> NamedSlip:
    return NamedSlip(key, text, {f"gradient_{name}": value for name, value in values.items()})


def _constant_kept(values: Mapping[str, str]) -> NamedSlip:
    return _slip(
        "constant-kept",
        tr("A constant was kept: it does not change with the parameter, so its derivative is 0."),
        values,
    )


def _inner_forgotten(values: Mapping[str, str]) -> NamedSlip:
    return _slip(
        "inner-derivative",
        tr("The inner derivative is missing: multiply by the derivative of what stands inside."),
        values,
    )


def _other_parameter(slopes: Mapping[str, str]) -> NamedSlip:
    one, other = slopes
    return _slip(
        "other-parameter",
        tr("This is the derivative by the other parameter."),
        {one: slopes[other], other: slopes[one]},
    )


def _product_term_lost(values: Mapping[str, str]) -> NamedSlip:
    return _slip(
        "product-term-lost",
        tr("The term with both parameters has a derivative by each of them; it was left out."),
        values,
    )


def _names(draw: Draw) -> tuple[str, str]:
    return draw.pick((("x", "y"), ("w1", "w2")))


def _polynomial(draw: Draw) -> Differentiated:
    a, b, c, d = draw.whole(2, 4), draw.signed(2, 5), draw.signed(2, 7), draw.signed(1, 9)
    text = f"{a}*w^3{signed_term(b, 'w^2')}{signed_term(c, 'w')}{signed_term(d)}"
    slope = f"{3 * a}*w^2{signed_term(2 * b, 'w')}{signed_term(c)}"
    return Differentiated(
        Drawn(text, ("w",)),
        {"w": slope},
        (
            _exponent_kept({"w": f"{a}*w^2{signed_term(b, 'w')}{signed_term(c)}"}),
            _constant_kept({"w": slope + signed_term(d)}),
            _slip(
                "linear-term",
                tr("The derivative of c·w is c: the parameter itself goes."),
                {"w": f"{3 * a}*w^2{signed_term(2 * b, 'w')}{signed_term(c, 'w')}"},
            ),
        ),
        tr("Each term by itself: a power comes down as a factor, a constant goes."),
    )


def _bowl(draw: Draw) -> Differentiated:
    x, y = _names(draw)
    a, b = draw.sample((1, 2, 3, 4, 5), 2)
    c, d = draw.signed(2, 6), draw.signed(1, 9)
    text = f"{times(a, f'{x}^2')} + {times(b, f'{y}^2')}{signed_term(c, x)}{signed_term(d)}"
    slopes = {x: f"{2 * a}*{x}{signed_term(c)}", y: f"{2 * b}*{y}"}
    return Differentiated(
        Drawn(text, (x, y)),
        slopes,
        (
            _exponent_kept({x: f"{times(a, x)}{signed_term(c)}", y: times(b, y)}),
            _constant_kept({x: f"{slopes[x]}{signed_term(d)}", y: f"{slopes[y]}{signed_term(d)}"}),
            _other_parameter(slopes),
        ),
        tr("For each derivative the other parameter is a constant."),
    )


def _coupled(draw: Draw) -> Differentiated:
    x, y = _names(draw)
    a, b = draw.sample((1, 2, 3, 4), 2)
    c = draw.signed(2, 5)
    text = f"{times(a, f'{x}^2')} + {times(b, f'{y}^2')}{signed_term(c, f'{x}*{y}')}"
    slopes = {
        x: f"{2 * a}*{x}{signed_term(c, y)}",
        y: f"{2 * b}*{y}{signed_term(c, x)}",
    }
    return Differentiated(
        Drawn(text, (x, y)),
        slopes,
        (
            _product_term_lost({x: f"{2 * a}*{x}", y: f"{2 * b}*{y}"}),
            _exponent_kept(
                {x: times(a, x) + signed_term(c, y), y: times(b, y) + signed_term(c, x)}
            ),
            _other_parameter(slopes),
        ),
        tr("For each derivative the other parameter is a constant, also in the product of both."),
    )


def _chain_of_squares(draw: Draw) -> Differentiated:
    x, y = _names(draw)
    a, b = draw.signed(1, 5), draw.whole(2, 4)
    inside, beside = f"({x}^2 - {times(b, y)})", f"({x}{signed_term(-a)})"
    slopes = {x: f"2*{beside} + 4*{x}*{inside}", y: f"-{2 * b}*{inside}"}
    return Differentiated(
        Drawn(f"{beside}^2 + {inside}^2", (x, y)),
        slopes,
        (
            _inner_forgotten({x: f"2*{beside} + 2*{inside}", y: f"2*{inside}"}),
            _product_term_lost({x: f"2*{beside}"}),
            _other_parameter(slopes),
        ),
        tr("Of a square, twice what stands inside, times its own derivative."),
    )


def _root(draw: Draw) -> Differentiated:
    a, c = draw.signed(1, 6), draw.whole(1, 9)
    inside = f"(w{signed_term(-a)})"
    root = f"sqrt({inside}^2 + {c})"
    return Differentiated(
        Drawn(root, ("w",)),
        {"w": f"{inside}/{root}"},
        (
            _inner_forgotten({"w": f"1/(2*{root})"}),
            _slip(
                "half-forgotten",
                tr("The root is the power ½, which comes down as a factor."),
                {"w": f"2*{inside}/{root}"},
            ),
            _slip(
                "root-kept",
                tr("The derivative of a root has the root below the line."),
                {"w": f"{inside}*{root}"},
            ),
        ),
        tr("Of a root, 1 over twice the root, times the derivative of what stands inside."),
        is_polynomial=False,
    )


def _exponential(draw: Draw) -> Differentiated:
    a, c = draw.signed(2, 5), draw.whole(2, 6)
    power = f"exp({a}*w)"
    return Differentiated(
        Drawn(f"{power}{signed_term(c, 'w')}", ("w",)),
        {"w": f"{a}*{power}{signed_term(c)}"},
        (
            _inner_forgotten({"w": f"{power}{signed_term(c)}"}),
            _slip(
                "power-of-exponential",
                tr("e to a power is no power of w: its exponent does not come down by one."),
                {"w": f"{a}*exp({a - 1}*w){signed_term(c)}"},
            ),
            _slip(
                "linear-term",
                tr("The derivative of c·w is c: the parameter itself goes."),
                {"w": f"{a}*{power}{signed_term(c, 'w')}"},
            ),
        ),
        tr("e to a power stays, times the derivative of the power."),
        is_polynomial=False,
    )


def _row_of_squares(draw: Draw) -> Differentiated:
    """Return the squared error of one row of a straight line."""
    x, y = draw.signed(2, 5), draw.signed(1, 6)
    residual = f"({times(abs(x), 'w')} + b{signed_term(-y)})"
    if x < 0:
        residual = f"(-{times(-x, 'w')} + b{signed_term(-y)})"
    slopes = {"w": f"{2 * x}*{residual}", "b": f"2*{residual}"}
    reversed_ = {name: f"-({slope})" for name, slope in slopes.items()}
    return Differentiated(
        Drawn(f"{residual}^2", ("w", "b")),
        slopes,
        (
            _inner_forgotten({"w": slopes["b"]}),
            _slip(
                "residual-reversed",
                tr("The sign is the wrong one: the error is the prediction less the target."),
                reversed_,
            ),
            _exponent_kept({"w": f"{x}*{residual}", "b": residual}),
        ),
        tr("Twice the error, times the derivative of the prediction: x for w, 1 for b."),
    )


def _logistic(draw: Draw) -> Differentiated:
    """Return the logistic loss of one row with the label 1 or -1."""
    x, y = draw.whole(2, 5), draw.pick((1, -1))
    score = f"{-y * x}*w"
    return Differentiated(
        Drawn(f"log(1 + exp({score}))", ("w",)),
        {"w": f"{-y * x}*exp({score})/(1 + exp({score}))"},
        (
            _inner_forgotten({"w": f"exp({score})/(1 + exp({score}))"}),
            _slip(
                "outer-only",
                tr("Only the logarithm was differentiated: multiply by the derivative inside it."),
                {"w": f"1/(1 + exp({score}))"},
            ),
            _slip(
                "residual-reversed",
                tr("The sign is the wrong one: look at the sign in the exponent."),
                {"w": f"{y * x}*exp({score})/(1 + exp({score}))"},
            ),
        ),
        tr("Of the logarithm, 1 over what stands in it, times the derivative of that."),
        is_polynomial=False,
    )


def _shifted_parabola(draw: Draw) -> Differentiated:
    a, b, c = draw.whole(2, 6), draw.signed(2, 9), draw.whole(1, 9)
    slope = f"{2 * a}*w{signed_term(b)}"
    return Differentiated(
        Drawn(f"{a}*w^2{signed_term(b, 'w')} + {c}", ("w",)),
        {"w": slope},
        (
            _exponent_kept({"w": f"{a}*w{signed_term(b)}"}),
            _constant_kept({"w": slope + signed_term(c)}),
        ),
        tr("Each term by itself: a power comes down as a factor, a constant goes."),
    )


FAMILIES: dict[int, Sequence[Callable[[Draw], Differentiated]]] = {
    1: (_polynomial, _bowl, _shifted_parabola),
    2: (_coupled, _chain_of_squares, _root, _exponential),
    3: (_row_of_squares, _logistic, _shifted_parabola, _chain_of_squares, _coupled),
}
"""What is drawn from at each level."""
