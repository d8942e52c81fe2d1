"""Derivatives and updates as formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.formula.expression import parse
from gdsim.engine.formula.latex import latex_of_name
from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.functions import Drawn, signed_term
from gdsim.study.exam.kinds.iteration.derivative_families import FAMILIES, Differentiated
from gdsim.study.exam.kinds.updates import (
    bracketed,
    latex,
    loss_formula,
    number,
    point_text,
    slope_blocks,
    slope_formulas,
    slopes_at,
)
from gdsim.study.exam.kinds.usual_slips import usual
from gdsim.study.exam.question import Draft
from gdsim.study.practice.slips.slips import Slip
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.symbols import symbol
from gdsim.texts import N_


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: a polynomial (1), inner derivatives and products (2), with the update (3)."""
    found = draw.pick(FAMILIES[level])(draw)
    if level < 3:
        return draft_of(found)
    if draw.chance(0.5) or not found.is_polynomial:
        return update_of(found)
    start = [float(draw.signed(1, 3)) for _ in found.function.parameters]
    slopes = slopes_at(found.function, start)
    if any(abs(g) < 1.5 or abs(g) > 100 for g in slopes) or len({*map(abs, slopes)}) < len(slopes):
        raise Unfit
    return update_from_of(found.function, start)


def draft_of(found: Differentiated) -> Draft:
    """Return the draft that asks for each partial derivative."""
    names = found.function.parameters
    told = tr("Give the derivative of the loss, in any form.")
    if len(names) > 1:
        told = tr("Give the partial derivatives of the loss, in any form.")
    return Draft(
        stem=(loss_formula(_experiment(found.function)), Text(told)),
        facts=_facts(found.function),
        fields=tuple(_slope_field(name, slope, names) for name, slope in found.slopes.items()),
        solve=lambda: (
            Section(tr("Gradient"), (Text(found.hint), *slope_formulas(found.function))),
        ),
        seconds=30 + 20 * len(names),
        slips=found.slips,
        experiment=_experiment(found.function),
    )


def update_of(found: Differentiated) -> Draft:
    """Return the draft that asks for the values after an update as formulas."""
    names = found.function.parameters
    told = tr(
        "Give the value after one update of gradient descent with learning rate η, as a formula in"
        " the old value. Write eta for η."
    )
    if len(names) > 1:
        told = tr(
            "Give the values after one update of gradient descent with learning rate η, as"
            " formulas in the old values. Write eta for η."
        )
    return Draft(
        stem=(loss_formula(_experiment(found.function)), Text(told)),
        facts=_facts(found.function),
        fields=tuple(
            _formula(f"new_{name}", text, (*names, "eta"), _new(name), 2)
            for name, text in _moved(found.slopes).items()
        ),
        solve=lambda: (
            Section(tr("Gradient"), (Text(found.hint), *slope_formulas(found.function))),
            Section(tr("Update"), _updates(found.slopes)),
        ),
        seconds=60 + 30 * len(names),
        slips=(*_update_slips(found.slopes), *map(_carried_on, found.slips)),
        experiment=_experiment(found.function),
    )


def _moved(slopes: Mapping[str, str]) -> dict[str, str]:
    return {name: f"{name} - eta*({slope})" for name, slope in slopes.items()}


def _carried_on(slip: NamedSlip) -> NamedSlip:
    """Return a slip in the slopes as it shows in the new values."""
    slopes = {name.removeprefix("gradient_"): str(g) for name, g in slip.values.items()}
    return replace(slip, values={f"new_{name}": text for name, text in _moved(slopes).items()})


def _updates(slopes: Mapping[str, str]) -> tuple[Formula, ...]:
    moved = _moved(slopes).items()
    lines = ((latex_of_name(name), parse(text).latex()) for name, text in moved)
    return (
        Formula(r"\theta_{t+1} = \theta_t - \eta g_t"),
        *(Formula(rf"{name} \leftarrow {right}") for name, right in lines),
    )


def update_from_of(function: Drawn, start: Sequence[float]) -> Draft:
    """Return the draft that asks for the gradient at a point, and for the new point with any η."""
    names, slopes = function.parameters, slopes_at(function, start)
    told = tr(
        "Give the gradient at {point}, and the value after one update of gradient descent from"
        " there as a formula in the learning rate η. Write eta for η."
    )
    if len(names) > 1:
        told = tr(
            "Give the gradient at {point}, and the values after one update of gradient descent"
            " from there as formulas in the learning rate η. Write eta for η."
        )
    return Draft(
        stem=(
            loss_formula(_experiment(function)),
            Text(told.format(point=point_text(names, start))),
        ),
        facts=_facts(function) | {"start": list(start)},
        fields=(
            *(
                Field(f"gradient_{name}", f"∂L/∂{symbol(name)}", "number", g)
                for name, g in zip(names, slopes, strict=True)
            ),
            *(
                _formula(
                    f"new_{name}", f"{number(x)}{signed_term(-g, 'eta')}", ("eta",), _new(name)
                )
                for name, x, g in zip(names, start, slopes, strict=True)
            ),
        ),
        solve=lambda: _solution_from(function, start),
        seconds=60 + 30 * len(names),
        slips=_slips_from(names, start, slopes),
        experiment=_experiment(function, start),
    )


def _slips_from(
    names: Sequence[str], start: Sequence[float], slopes: Sequence[float]
) -> tuple[NamedSlip, ...]:
    uphill = {
        f"new_{name}": f"{number(x)}{signed_term(g, 'eta')}"
        for name, x, g in zip(names, start, slopes, strict=True)
    }
    step = {
        f"new_{name}": signed_term(g, "eta").removeprefix(" + ")
        for name, g in zip(names, slopes, strict=True)
    }
    return usual(Slip.SIGN, uphill), usual(Slip.STEP, step)


def _update_slips(slopes: Mapping[str, str]) -> tuple[NamedSlip, ...]:
    return (
        usual(Slip.SIGN, {f"new_{name}": f"{name} + eta*({g})" for name, g in slopes.items()}),
        NamedSlip(
            "no-rate",
            tr("The learning rate was left out: the gradient is multiplied by η."),
            {f"new_{name}": f"{name} - ({g})" for name, g in slopes.items()},
        ),
        usual(Slip.STEP, {f"new_{name}": f"eta*({g})" for name, g in slopes.items()}),
    )


def _slope_field(name: str, slope: str, names: tuple[str, ...]) -> Field:
    return _formula(f"gradient_{name}", slope, names, f"∂L/∂{symbol(name)}")


def _new(name: str) -> str:
    return tr("new {name}").format(name=symbol(name))


def _formula(name: str, right: str, symbols: tuple[str, ...], label: str, marks: int = 1) -> Field:
    return Field(name, label, "formula", right, marks, symbols=symbols)


def _solution_from(function: Drawn, start: Sequence[float]) -> tuple[Section, ...]:
    slopes = slopes_at(function, start)
    lines = tuple(
        Formula(rf"{latex_of_name(name)} \leftarrow {latex(x)} - \eta \cdot {bracketed(g)}")
        for name, x, g in zip(function.parameters, start, slopes, strict=True)
    )
    return (
        Section(tr("Gradient"), tuple(slope_blocks(function, start))),
        Section(tr("Update"), lines),
    )


def _experiment(function: Drawn, start: Sequence[float] = ()) -> Experiment:
    # Anywhere but at 0, where many slopes vanish.
    places = tuple(start) or tuple(1.0 + k for k in range(len(function.parameters)))
    return Experiment(
        objective=function.text, parameters=function.parameters, start=places, learning_rate=0.05
    )


def _facts(function: Drawn) -> dict[str, object]:
    return {
        "objective": function.text,
        "parameters": list(function.parameters),
        "rule": "gd",
    }


KIND = Kind(
    key="derivative",
    version=1,
    name=N_("The gradient as a formula"),
    topics=("idea", "bowl"),
    lines=((22, 34), (79, 81)),
    forms=("compute",),
    draft=draft,
    run_tells_answer=True,
)
