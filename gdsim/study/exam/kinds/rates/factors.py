"""The factors by which an update multiplies the parameters of a bowl along the axes."""

from __future__ import annotations

from collections.abc import Iterator

from gdsim.i18n import tr
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.kinds.rates.quadratics import Bowl
from gdsim.study.exam.kinds.updates import equals, latex
from gdsim.study.exam.kinds.usual_slips import coefficient_slip, kept_share_slip
from gdsim.study.working.blocks import Formula, Section
from gdsim.symbols import symbol


def factors_of(bowl: Bowl, rate: float) -> list[float]:
    """Return the factor of each parameter, whose distance from the minimum it multiplies."""
    return [1 - 2 * rate * square for square in bowl.squares]


def factor_fields(bowl: Bowl, rate: float) -> Iterator[Field]:
    """Yield a field for each factor, ``factor_x``."""
    for name, factor in zip(bowl.parameters, factors_of(bowl, rate), strict=True):
        label = tr("factor of {name}").format(name=symbol(name))
        yield Field(f"factor_{name}", label, "number", factor)


def factor_slips(bowl: Bowl, rate: float) -> tuple[NamedSlip, NamedSlip]:
    """Return the usual slips in them."""
    named = list(zip(bowl.parameters, bowl.squares, strict=True))
    return (
        coefficient_slip({f"factor_{name}": 1 - rate * square for name, square in named}),
        kept_share_slip({f"factor_{name}": 2 * rate * square for name, square in named}),
    )


def factor_section(bowl: Bowl, rate: float) -> Section:
    """Return how they are worked out."""
    lines = (
        Formula(
            rf"1 - {latex(rate)} \cdot {latex(2 * square)} {equals(factor)} {latex(factor)}", factor
        )
        for square, factor in zip(bowl.squares, factors_of(bowl, rate), strict=True)
    )
    return Section(tr("Factor of an update"), tuple(lines))
