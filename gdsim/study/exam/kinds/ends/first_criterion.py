"""Which of several stopping criteria ends a run, and after how many updates."""

from __future__ import annotations

import math

from gdsim.engine.descent.experiment import Experiment
from gdsim.i18n import ntr, tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.letters import choice
from gdsim.study.exam.kinds.updates import loss_formula, number
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Section, Table, Text
from gdsim.texts import N_

_FACTORS = (0.5, 0.2, 0.1, 0.8)
"""By what an update multiplies w."""

MOST_UPDATES = 12


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft with two criteria (1), three (2), or three that are met in a row (3)."""
    factor = draw.pick(_FACTORS[:3] if level < 3 else _FACTORS)
    # On w^2 an update multiplies by 1 - 2 rate.
    rate = round((1 - factor) / 2, 6)
    start = float(draw.whole(1, 8))
    criteria = {
        "iterations": draw.whole(2, 8),
        "stop_gradient_norm": draw.pick((1.0, 0.5, 0.1, 0.05, 0.01)),
    }
    if level > 1:
        criteria["stop_loss"] = draw.pick((1.0, 0.5, 0.1, 0.01, 0.001))
    return draft_of(draw, start, rate, criteria, APART[level])


APART = {1: MOST_UPDATES, 2: MOST_UPDATES, 3: 1}
"""Updates at most, by level, from where one criterion is met to where the next one is."""


def draft_of(
    draw: Draw, start: float, rate: float, criteria: dict[str, float], apart: int = MOST_UPDATES
) -> Draft:
    """Return the draft on w² for criteria by their names as fields of an experiment."""
    met = {name: _met_after(name, limit, start, rate) for name, limit in criteria.items()}
    count, second = sorted(met.values())[:2]
    if count == second or second > count + apart:
        raise Unfit
    if not 1 < count <= MOST_UPDATES or _is_close(start, rate, criteria):
        raise Unfit
    first = min(met, key=met.__getitem__)
    experiment = Experiment(
        objective="w^2",
        parameters=("w",),
        start=(start,),
        learning_rate=rate,
        iterations=round(criteria["iterations"]),
        stop_gradient_norm=criteria["stop_gradient_norm"],
        stop_loss=criteria.get("stop_loss"),
    )
    texts = {name: text for name, text in _texts().items() if name in criteria}
    slips = {name: _taken(name) for name in criteria}
    label = tr("The criterion that ends the run")
    criterion, wrong = choice(draw, "criterion", label, texts, first, slips)
    return Draft(
        stem=(loss_formula(experiment), Text(_told(start, rate, criteria))),
        facts={
            "objective": "w^2",
            "start": [start],
            "learning_rate": rate,
            "criteria": criteria,
            "asked": "before the first update and after each",
        },
        fields=(criterion, Field("updates", tr("Updates made by then"), "count", float(count))),
        solve=lambda: _solution(start, rate, count, first),
        seconds=90,
        slips=(*wrong, *_count_slips(first, count)),
        experiment=experiment,
    )


def _texts() -> dict[str, str]:
    return {
        "iterations": tr("the number of updates"),
        "stop_gradient_norm": tr("the size of the gradient"),
        "stop_loss": tr("the loss"),
    }


def _met_after(name: str, limit: float, start: float, rate: float) -> float:
    """Return after how many updates a criterion is met."""
    if name == "iterations":
        return limit
    for t in range(MOST_UPDATES + 1):
        w = start * (1 - 2 * rate) ** t
        value = abs(2 * w) if name == "stop_gradient_norm" else w * w
        if value <= limit:
            return t
    return math.inf


def _is_close(start: float, rate: float, criteria: dict[str, float]) -> bool:
    """Return whether a limit is met so nearly that rounding would decide."""
    for t in range(MOST_UPDATES + 1):
        w = start * (1 - 2 * rate) ** t
        for name, value in (("stop_gradient_norm", abs(2 * w)), ("stop_loss", w * w)):
            if name in criteria and math.isclose(value, criteria[name], rel_tol=1e-3):
                return True
    return False


def _told(start: float, rate: float, criteria: dict[str, float]) -> str:
    told = tr(
        "Gradient descent starts at w = {start} with η = {rate}. Before the first update and after"
        " each it asks whether to stop:"
    ).format(start=number(start), rate=number(rate))
    count = round(criteria["iterations"])
    parts = [
        ntr("after {n} update", "after {n} updates", count).format(n=count),
        tr("once the size of the gradient is {x} or less").format(
            x=number(criteria["stop_gradient_norm"])
        ),
    ]
    if "stop_loss" in criteria:
        parts.append(tr("once the loss is {x} or less").format(x=number(criteria["stop_loss"])))
    return f"{told} {'; '.join(parts)}."


def _taken(name: str) -> tuple[str, str]:
    """Return the slip of taking a criterion that is met later."""
    later = tr("Another criterion is met before that one: work out when each is.")
    return f"took-{name.replace('_', '-')}", later


def _count_slips(first: str, count: float) -> tuple[NamedSlip, ...]:
    if first == "iterations":
        return ()
    return (
        NamedSlip(
            "count-off-by-one",
            tr("A criterion is met before: after t updates w was multiplied t times."),
            {"updates": float(count + 1)},
        ),
        NamedSlip(
            "one-too-early",
            tr("No criterion is met yet there."),
            {"updates": float(count - 1)},
        ),
    )


def _solution(start: float, rate: float, count: float, first: str) -> tuple[Section, ...]:
    factor = 1 - 2 * rate
    rows = []
    for t in range(round(count) + 1):
        w = start * factor**t
        rows.append((str(t), number(w), number(2 * w), number(w * w)))
    table = Table((tr("Updates"), "w", tr("Gradient"), tr("Loss")), tuple(rows))
    ended = {
        "iterations": tr("The number of updates ends the run."),
        "stop_gradient_norm": tr("The size of the gradient ends the run."),
        "stop_loss": tr("The loss ends the run."),
    }
    told = tr("An update multiplies w by 1 − 2η = {factor}.").format(factor=number(factor))
    return (Section(tr("Update by update"), (Text(told), table, Text(ended[first]))),)


KIND = Kind(
    key="first-criterion",
    version=1,
    name=N_("Which criterion ends the run"),
    topics=("algorithm",),
    lines=((65, 67),),
    forms=("compute", "choose"),
    draft=draft,
    run_tells_answer=True,
)
