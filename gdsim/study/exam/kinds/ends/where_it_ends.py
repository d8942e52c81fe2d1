"""Where gradient descent ends from a start: which minimum, a saddle, or nowhere."""

from __future__ import annotations

from collections.abc import Callable

from gdsim.engine.descent.experiment import Experiment
from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.ends.cubic import Cubic
from gdsim.study.exam.kinds.ends.endings import Endings, with_endings
from gdsim.study.exam.kinds.updates import (
    has_few_decimals,
    number,
    point_text,
)
from gdsim.study.exam.question import Draft
from gdsim.texts import N_


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: two minima (1), a cubic with one (2), a saddle (3)."""
    if level == 1:
        return two_minima_of(
            draw, draw.whole(1, 3), draw.signed(1, 8) / 2, draw.pick((0.01, 0.02, 0.05))
        )
    if level == 2:
        cubic = draw.pick((*map(Cubic.about_zero, (1, 2, 3)), *map(Cubic.from_zero, (1.5, 3))))
        size = (cubic.minimum - cubic.hilltop) / 2
        middle = (cubic.minimum + cubic.hilltop) / 2
        start = middle + draw.signed(1, 8) / 4 * size
        return cubic_of(draw, cubic, start, draw.pick((0.05, 0.1)))
    off = draw.pick((0.0, 0.0, 0.5, -0.5, 0.1))
    return saddle_of(draw, float(draw.signed(1, 4)), off, draw.pick((0.1, 0.2, 0.25)))


def two_minima_of(draw: Draw, root: int, start: float, rate: float) -> Draft:
    """Return the draft on (w² − a²)², whose minima are a and −a, for a small rate."""

    def slope(w: float) -> float:
        return 4 * w * (w**2 - root**2)

    goal = root if start > 0 else -root
    # From far out an update may jump over 0.
    if abs(start) == root or not _settles(
        slope, start, rate, goal, (min(0, 10 * goal), max(0, 10 * goal))
    ):
        raise Unfit
    experiment = _experiment(f"(w^2 - {root**2})^2", ("w",), (start,), rate)
    new = start - rate * 4 * start * (start**2 - root**2)
    return _on_a_line(draw, experiment, new, _endings_of_two_minima(root, start > 0))


def _endings_of_two_minima(root: int, is_right_of_hill: bool) -> Endings:
    sides = ("right", "left") if is_right_of_hill else ("left", "right")
    return Endings(
        {
            "right": tr("in the minimum at w = {w}").format(w=root),
            "left": tr("in the minimum at w = {w}").format(w=-root),
            "middle": tr("at w = 0, where the slope is zero, too"),
            "nowhere": tr("nowhere, as w grows in size without end"),
        },
        sides[0],
        {
            sides[1]: tr(
                "That minimum lies beyond the hill: small steps downhill do not get there."
            ),
            "middle": tr(
                "The slope is zero there, but it is a hilltop: the path leads away from it."
            ),
        },
        tr(
            "The slope is zero at w = {a}, at −{a} and at 0. The two are minima, and a hilltop lies"
            " between them at 0: small steps downhill stay on their side of it."
        ).format(a=root),
    )


def cubic_of(draw: Draw, cubic: Cubic, start: float, rate: float) -> Draft:
    """Return the draft on a cubic."""
    new = start - rate * cubic.slope(start)
    size = cubic.minimum - cubic.hilltop
    is_far = abs(new - cubic.minimum) > abs(start - cubic.minimum) + 3 * size
    if min(abs(start - one) for one in (cubic.minimum, cubic.hilltop)) < 1e-9 or is_far:
        raise Unfit
    ends_in_minimum = start > cubic.hilltop
    between = (cubic.hilltop, cubic.minimum + 10 * size)
    if ends_in_minimum and not _settles(cubic.slope, start, rate, cubic.minimum, between):
        raise Unfit
    experiment = _experiment(cubic.text, ("w",), (start,), rate)
    return _on_a_line(draw, experiment, new, _endings_of_cubic(cubic, ends_in_minimum))


def _endings_of_cubic(cubic: Cubic, ends_in_minimum: bool) -> Endings:
    hilltop = number(cubic.hilltop) if has_few_decimals([cubic.hilltop]) else "−2/3"
    wrong = {
        "hilltop": tr("The slope is zero there, but it is a hilltop: the path leads away from it."),
        "other": tr("The slope is not zero there, so that no run comes to rest at it."),
    }
    if ends_in_minimum:
        wrong["nowhere"] = tr("It would from the other side of the hilltop: look where it starts.")
    else:
        wrong["minimum"] = tr(
            "A hilltop lies between: downhill from this start leads away from it."
        )
    return Endings(
        {
            "minimum": tr("in the minimum at w = {w}").format(w=number(cubic.minimum)),
            "hilltop": tr("at w = {w}, where the slope is zero, too").format(w=hilltop),
            "nowhere": tr("nowhere, as w falls without end"),
            "other": tr("at w = {w}").format(w=number(cubic.other)),
        },
        "minimum" if ends_in_minimum else "nowhere",
        wrong,
        tr(
            "The slope is zero at w = {top}, a hilltop, and at w = {low}, a minimum. Downhill from"
            " the right of the hilltop leads to the minimum, from the left of it down without end."
        ).format(top=hilltop, low=number(cubic.minimum)),
    )


def _settles(
    slope: Callable[[float], float],
    w: float,
    rate: float,
    goal: float,
    between: tuple[float, float],
) -> bool:
    """Return whether a run stays between two points, and comes to `goal`."""
    low, high = between
    for _ in range(2000):
        w -= rate * slope(w)
        if not low < w < high:
            return False
    return abs(w - goal) < 1e-6


def _on_a_line(draw: Draw, experiment: Experiment, new: float, endings: Endings) -> Draft:
    """Return the draft with one parameter, which the first update takes to `new`."""
    (start,), rate = experiment.start, experiment.learning_rate
    if not has_few_decimals([new], 4) or abs(new - start) < 1e-9 or abs(new) < 1e-9:
        raise Unfit
    told = tr(
        "Gradient descent starts at w = {start} with η = {rate}. Make one update, and say where the"
        " run ends if it goes on."
    ).format(start=number(start), rate=number(rate))
    slips = (
        NamedSlip(
            "sign", tr("The step was added: it is taken away from w."), {"new_w": 2 * start - new}
        ),
        NamedSlip(
            "no-rate",
            tr("The learning rate was left out of the step."),
            {"new_w": start + (new - start) / rate},
        ),
    )
    fields = (Field("new_w", tr("w after one update"), "number", new),)
    return with_endings(draw, experiment, told, fields, slips, endings)


def saddle_of(draw: Draw, start: float, off: float, rate: float) -> Draft:
    """Return the draft on x² − y², from a start with y = 0 or off it."""
    new_x, new_y = start * (1 - 2 * rate), off * (1 + 2 * rate)
    if not has_few_decimals([new_x, new_y], 4) or abs(new_x) < 1e-9:
        raise Unfit
    told = tr(
        "Gradient descent starts at {point} with η = {rate}, and works without rounding. Make one"
        " update, and say where the run ends if it goes on."
    ).format(point=point_text(("x", "y"), (start, off)), rate=number(rate))
    fields = [Field("new_x", tr("x after one update"), "number", new_x)]
    slips = [
        NamedSlip(
            "sign",
            tr("The step was added: it is taken away from x."),
            {"new_x": start * (1 + 2 * rate)},
        )
    ]
    if off:
        fields.append(Field("new_y", tr("y after one update"), "number", new_y))
        slips.append(
            NamedSlip(
                "sign-of-y",
                tr("The slope along y is −2y: taking it away makes y larger in size."),
                {"new_y": off * (1 - 2 * rate)},
            )
        )
    experiment = _experiment("x^2 - y^2", ("x", "y"), (start, off), rate)
    return with_endings(draw, experiment, told, fields, slips, _endings_of_saddle(bool(off)))


def _endings_of_saddle(leaves: bool) -> Endings:
    """Return where a run ends that starts off y = 0, and `leaves` the saddle, or on it."""
    wrong = {
        "minimum": tr("The gradient is zero at (0, 0), but along y it goes down from there."),
    }
    if leaves:
        wrong["saddle"] = tr("Away from y = 0, each update makes y larger in size.")
    else:
        wrong["nowhere"] = tr(
            "With y = 0 exactly, the slope along y is zero, and y stays where it is."
        )
    return Endings(
        {
            "saddle": tr("at (0, 0), a saddle point"),
            "nowhere": tr("nowhere, as y grows in size without end"),
            "minimum": tr("in a minimum at (0, 0)"),
            "cycle": tr("at no point, as it jumps between two for ever"),
        },
        "nowhere" if leaves else "saddle",
        wrong,
        tr(
            "An update multiplies x by 1 − 2η, which brings it to 0, and y by 1 + 2η, which makes"
            " it larger in size unless it is 0."
        ),
    )


def _experiment(
    text: str, parameters: tuple[str, ...], start: tuple[float, ...], rate: float
) -> Experiment:
    return Experiment(objective=text, parameters=parameters, start=start, learning_rate=rate)


KIND = Kind(
    key="where-it-ends",
    version=1,
    name=N_("Where a run ends"),
    topics=("idea", "algorithm"),
    lines=((22, 30), (65, 67)),
    forms=("compute", "judge"),
    draft=draft,
    run_tells_answer=True,
)
