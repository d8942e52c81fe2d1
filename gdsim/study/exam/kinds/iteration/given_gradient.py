"""One update from a gradient that is told, whatever the loss: the rule alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gdsim.engine.descent.experiment import Experiment
from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kinds.functions import signed_term
from gdsim.study.exam.kinds.updates import number, point_text, run_solution
from gdsim.study.exam.kinds.usual_slips import usual
from gdsim.study.exam.question import Draft
from gdsim.study.exam.runs import run_of
from gdsim.study.practice.slips.slips import Slip
from gdsim.study.working.blocks import Text
from gdsim.symbols import symbol

_RATES = (0.05, 0.1, 0.2, 0.25, 0.5)


def draft(draw: Draw) -> Draft:
    """Return a draft with one, two or three parameters."""
    parameters = draw.pick((("w",), ("w", "b"), ("w1", "w2"), ("w1", "w2", "b")))
    start = [draw.signed(1, 12) / draw.pick((1, 2, 4, 10)) for _ in parameters]
    gradient = [draw.signed(1, 16) / draw.pick((1, 2, 4)) for _ in parameters]
    if len({abs(g) for g in gradient}) < len(gradient) or len(set(start)) < len(start):
        raise Unfit
    rate = draw.pick(_RATES)
    new = [x - rate * g for x, g in zip(start, gradient, strict=True)]
    if any(round(x, 3) != round(x, 9) or abs(x) < 0.01 for x in new):
        raise Unfit
    return draft_of(parameters, start, gradient, rate)


def draft_of(
    parameters: Sequence[str], start: Sequence[float], gradient: Sequence[float], rate: float
) -> Draft:
    """Return the draft with these numbers."""
    told = tr(
        "At {point} the loss has {slopes}. Make one update of gradient descent with η = {rate}."
    ).format(
        point=point_text(parameters, start),
        slopes=", ".join(
            f"∂L/∂{symbol(name)} = {number(g)}"
            for name, g in zip(parameters, gradient, strict=True)
        ),
        rate=number(rate),
    )
    experiment = Experiment(
        objective=_plane(parameters, gradient),
        parameters=tuple(parameters),
        start=tuple(start),
        learning_rate=rate,
    )
    return Draft(
        stem=(Text(told),),
        facts={
            "parameters": list(parameters),
            "start": list(start),
            "gradient": list(gradient),
            "learning_rate": rate,
            "rule": "gd",
        },
        fields=tuple(
            Field(
                f"new_{name}",
                tr("new {name}").format(name=symbol(name)),
                "number",
                x - rate * g,
            )
            for name, x, g in zip(parameters, start, gradient, strict=True)
        ),
        solve=lambda: run_solution(run_of(experiment), 0),
        seconds=30 + 10 * len(parameters),
        slips=_slips(parameters, start, gradient, rate),
        experiment=experiment,
    )


def _plane(parameters: Sequence[str], gradient: Sequence[float]) -> str:
    """Return a loss that has the gradient everywhere: which one it is does not matter."""
    terms = (signed_term(g, name) for name, g in zip(parameters, gradient, strict=True))
    return "".join(terms).removeprefix(" + ").strip()


def _slips(
    parameters: Sequence[str], start: Sequence[float], gradient: Sequence[float], rate: float
) -> tuple[NamedSlip, ...]:
    def moved(new: Callable[[float, float], float]) -> dict[str, float]:
        pairs = zip(parameters, start, gradient, strict=True)
        return {f"new_{name}": new(x, g) for name, x, g in pairs}

    return (
        usual(Slip.SIGN, moved(lambda x, g: x + rate * g)),
        usual(Slip.NO_RATE, moved(lambda x, g: x - g), rate=number(rate)),
        usual(Slip.STEP, moved(lambda _x, g: rate * g)),
        usual(Slip.KEPT, moved(lambda x, _g: x)),
    )
