"""How much of a loss goes: from two losses, of a function, and update after update."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from gdsim.i18n import ntr, tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.functions import Drawn, drawn_function
from gdsim.study.exam.kinds.updates import (
    bracketed,
    equals,
    experiment_of,
    facts_of,
    has_few_decimals,
    latex,
    loss_formula,
    losses_at,
    number,
    point_text,
    slopes_at,
    values_text,
)
from gdsim.study.exam.kinds.usual_slips import usual
from gdsim.study.exam.question import Draft
from gdsim.study.practice.slips.slips import Slip
from gdsim.study.practice.update_task import fall
from gdsim.study.working.blocks import Formula, Section, Text
from gdsim.texts import N_


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: two losses (1), two points of a function (2), the same share again (3)."""
    if level == 1:
        loss = draw.whole(4, 90) / draw.pick((1, 2, 10))
        new_loss = round(loss * draw.whole(8, 96) / 100, 2)
        if not 3 <= fall(loss, new_loss) <= 95 or abs(fall(loss, new_loss) - 50) < 3:
            raise Unfit
        return draft_of(loss, new_loss)
    if level == 2:
        return _of_points(draw)
    share = draw.whole(2, 12) * 5
    updates = draw.whole(2, 4)
    return repeated_of(draw.whole(2, 40) * 5 / draw.pick((1, 2, 10)), share, updates)


def _of_points(draw: Draw) -> Draft:
    function = drawn_function(draw, 2)
    start = [float(draw.signed(1, 5)) for _ in function.parameters]
    rate = draw.pick((0.05, 0.1, 0.2))
    slopes = slopes_at(function, start)
    end = [round(x - rate * g, 9) for x, g in zip(start, slopes, strict=True)]
    loss, new_loss = losses_at(function, (start, end))
    if not 1 <= loss <= 300 or not 0.05 * loss < new_loss < 0.97 * loss:
        raise Unfit
    if (
        not has_few_decimals(end, 1)
        or not has_few_decimals((loss, new_loss))
        or abs(fall(loss, new_loss) - 50) < 3
    ):
        raise Unfit
    return of_points_of(function, start, end, rate)


def draft_of(loss: float, new_loss: float) -> Draft:
    """Return the draft with these losses before and after an update."""
    told = tr(
        "One update takes the loss from {loss} to {new_loss}. By how many percent does it fall?"
    ).format(loss=number(loss), new_loss=number(new_loss))
    return Draft(
        stem=(Text(told),),
        facts={"loss": loss, "new_loss": new_loss},
        fields=(_fall_field(loss, new_loss),),
        solve=lambda: (Section(tr("Fall of the loss"), _fall_lines(loss, new_loss)),),
        seconds=30,
        slips=_fall_slips(loss, new_loss),
    )


def of_points_of(
    function: Drawn, start: Sequence[float], end: Sequence[float], rate: float
) -> Draft:
    """Return the draft with a function and the parameters before and after an update.

    The rate that leads there is not told.
    """
    loss, new_loss = losses_at(function, (start, end))
    experiment = experiment_of(function, start, rate)
    told = tr(
        "One update takes the parameters from {start} to {end}. What is the loss before and after"
        " it, and by how many percent does it fall?"
    ).format(start=point_text(function.parameters, start), end=values_text(end))
    facts = facts_of(experiment) | {"end": list(end)}
    del facts["learning_rate"], facts["rule"]
    return Draft(
        stem=(loss_formula(experiment), Text(told)),
        facts=facts,
        fields=(
            Field("loss", tr("loss"), "number", loss),
            Field("new_loss", tr("new loss"), "number", new_loss),
            _fall_field(loss, new_loss, carries=True),
        ),
        solve=lambda: (
            Section(
                tr("Loss"),
                (
                    Formula(rf"L{_at(start)} {equals(loss)} {latex(loss)}", loss),
                    Formula(rf"L{_at(end)} {equals(new_loss)} {latex(new_loss)}", new_loss),
                ),
            ),
            Section(tr("Fall of the loss"), _fall_lines(loss, new_loss)),
        ),
        seconds=75,
        slips=(
            usual(Slip.OLD_LOSS, {"loss": new_loss, "new_loss": loss}),
            *_fall_slips(loss, new_loss),
        ),
        experiment=experiment,
    )


def repeated_of(loss: float, share: float, updates: int) -> Draft:
    """Return the draft in which each of some updates takes `share` percent of the loss away."""
    after = loss * (1 - share / 100) ** updates
    told = ntr(
        "Each update takes away {share} % of the loss that is there before it. The loss starts at"
        " {loss}. What is it after {n} update, and by how many percent has it fallen in all?",
        "Each update takes away {share} % of the loss that is there before it. The loss starts at"
        " {loss}. What is it after {n} updates, and by how many percent has it fallen in all?",
        updates,
    ).format(share=number(share), loss=number(loss), n=updates)
    return Draft(
        stem=(Text(told),),
        facts={"loss": loss, "share_per_update": share, "updates": updates},
        fields=(
            Field("new_loss", tr("loss at the end"), "number", after),
            Field(
                "fall",
                tr("fall in all"),
                "percent",
                fall(loss, after),
                follows=lambda given: 100 * (loss - given["new_loss"]) / loss,
            ),
        ),
        solve=lambda: (_repeated_solution(loss, share, updates),),
        seconds=75,
        slips=_repeated_slips(loss, share, updates),
    )


def _repeated_slips(loss: float, share: float, updates: int) -> tuple[NamedSlip, ...]:
    kept, linear = 1 - share / 100, updates * share
    return (
        NamedSlip(
            "shares-added",
            tr("The shares were added: each is taken of the loss that is left, not of the first."),
            {"fall": float(linear), "new_loss": loss * (1 - linear / 100)},
        ),
        NamedSlip(
            "share-taken-for-kept",
            tr("The share that goes was kept: what is left is 100 % less it."),
            {"new_loss": loss * (share / 100) ** updates},
        ),
        NamedSlip(
            "one-update-more",
            tr("This is one update more than was asked for."),
            {"new_loss": loss * kept**updates * kept},
        ),
        usual(Slip.SHARE_KEPT, {"fall": 100 * kept**updates}),
    )


def _fall_field(loss: float, new_loss: float, *, carries: bool = False) -> Field:
    def follows(given: Mapping[str, float]) -> float:
        return 100 * (given["loss"] - given["new_loss"]) / given["loss"]

    right = fall(loss, new_loss)
    return Field(
        "fall", tr("fall of the loss"), "percent", right, follows=follows if carries else None
    )


def _fall_slips(loss: float, new_loss: float) -> tuple[NamedSlip, ...]:
    slips = (
        usual(Slip.SHARE_KEPT, {"fall": 100 * new_loss / loss}),
        usual(Slip.OF_NEW_LOSS, {"fall": 100 * (loss - new_loss) / new_loss}),
    )
    if math.isclose(loss, 1):
        # The difference is the share then: 0.19 is read as 19 %.
        return slips
    difference = NamedSlip(
        "difference-for-share",
        tr("This is the difference itself: take it as a share of the loss before the update."),
        {"fall": loss - new_loss},
    )
    return (*slips, difference)


def _fall_lines(loss: float, new_loss: float) -> tuple[Text | Formula, ...]:
    old, share = latex(loss), fall(loss, new_loss)
    return (
        Text(tr("The share that goes is taken of the loss before the update:")),
        Formula(
            rf"100 \cdot \frac{{{old} - {bracketed(new_loss)}}}{{{old}}}"
            rf" {equals(loss, new_loss, share)} {latex(share)}",
            share,
        ),
    )


def _at(point: Sequence[float]) -> str:
    return f"({', '.join(map(latex, point))})"


def _repeated_solution(loss: float, share: float, updates: int) -> Section:
    kept = 1 - share / 100
    after = loss * kept**updates
    return Section(
        tr("Update after update"),
        (
            Text(
                tr("{kept} % are left each time, so the loss is multiplied by {factor}.").format(
                    kept=number(100 - share), factor=number(kept)
                )
            ),
            Formula(
                rf"{latex(loss)} \cdot {latex(kept)}^{{{updates}}}"
                rf" {equals(after)} {latex(after)}",
                after,
            ),
            *_fall_lines(loss, after),
        ),
    )


KIND = Kind(
    key="loss-change",
    version=1,
    name=N_("How much of the loss goes"),
    topics=("iteration", "bowl"),
    lines=((36, 43), (91, 92)),
    forms=("compute",),
    draft=draft,
)
