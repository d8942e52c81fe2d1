"""What is said otherwise of a run that maximises.

Its diagnosis is of the objective with its sign changed: what falls there rises, a minimum is a
maximum, and a bound comes from the smallest eigenvalue. The numbers told are the objective's own.
"""

from __future__ import annotations

from collections.abc import Mapping

from gdsim.engine.diagnosis.diagnose import Diagnosis
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.numbers import few
from gdsim.texts import N_

UPHILL: Mapping[str, str] = {
    # Of the rows and the loss around.
    "Over all rows the loss has fallen from {first} to {loss}; it is too early to tell progress"
    " from chance, which picks the rows of each batch.": N_(
        "Over all rows the loss has risen from {first} to {loss}; it is too early to tell progress"
        " from chance, which picks the rows of each batch."
    ),
    "Converging: around here the loss is nearly a quadratic bowl, and each update multiplies the"
    " distance to its bottom by about {size} or less.": N_(
        "Converging: around here the loss is nearly a quadratic hill, and each update multiplies"
        " the distance to its top by about {size} or less."
    ),
    "Converging: around here the loss is nearly a quadratic bowl, and in the long run each update"
    " multiplies the distance to its bottom by about {size}.": N_(
        "Converging: around here the loss is nearly a quadratic hill, and in the long run each"
        " update multiplies the distance to its top by about {size}."
    ),
    "Diverging: the loss has grown from {first} at the start to {loss}.": N_(
        "Diverging: the loss has fallen from {first} at the start to {loss}."
    ),
    "Diverging: the loss has fallen from {first} at the start to {loss}.": N_(
        "Diverging: the loss has grown from {first} at the start to {loss}."
    ),
    "Rising: with the last update the loss grew from {before_rises} to {loss}.": N_(
        "Falling: with the last update the loss fell from {before_rises} to {loss}."
    ),
    "Rising: with each of the last {rises} updates the loss grew, from {before_rises} to"
    " {loss}.": N_(
        "Falling: with each of the last {rises} updates the loss fell, from {before_rises} to"
        " {loss}."
    ),
    "Slow: over the last {count} updates the loss fell from {earlier} to {loss}; at the start it"
    " was {first}.": N_(
        "Slow: over the last {count} updates the loss rose from {earlier} to {loss}; at the start"
        " it was {first}."
    ),
    "Falling: with the last update the loss fell from {earlier} to {loss}.": N_(
        "Rising: with the last update the loss rose from {earlier} to {loss}."
    ),
    "Falling: over the last {count} updates the loss fell from {earlier} to {loss}.": N_(
        "Rising: over the last {count} updates the loss rose from {earlier} to {loss}."
    ),
    "Slow: over the last {count} updates the loss fell by {change}, which leaves it at {loss} to"
    " four figures.": N_(
        "Slow: over the last {count} updates the loss rose by {change}, which leaves it at {loss}"
        " to four figures."
    ),
    # By theory.
    "Diverging: the loss falls without end along a direction without curvature.": N_(
        "Diverging: the loss rises without end along a direction without curvature."
    ),
    "Diverging: the loss has no minimum; along its downward curvature each update multiplies the"
    " distance by {downward} in the long run.": N_(
        "Diverging: the loss has no maximum; along its upward curvature each update multiplies the"
        " distance by {downward} in the long run."
    ),
    "Diverging: the loss has no minimum; along its downward curvature each update multiplies the"
    " distance by {downward}.": N_(
        "Diverging: the loss has no maximum; along its upward curvature each update multiplies the"
        " distance by {downward}."
    ),
    # Where it stands.
    "At a minimum from the start, to within rounding: the gradient is {gradient}.": N_(
        "At a maximum from the start, to within rounding: the gradient is {gradient}."
    ),
    "The gradient is 0, so no update leads away: at a minimum, or where the loss is flat.": N_(
        "The gradient is 0, so no update leads away: at a maximum, or where the loss is flat."
    ),
    "Stuck at a maximum: the gradient is only {gradient}, and the loss curves downwards to all"
    " sides (largest eigenvalue {largest}).": N_(
        "Stuck at a minimum: the gradient is only {gradient}, and the loss curves upwards to all"
        " sides (smallest eigenvalue {smallest})."
    ),
    "Stuck near a saddle: the gradient is only {gradient}, but the loss curves downwards in a"
    " direction (eigenvalue {smallest}).": N_(
        "Stuck near a saddle: the gradient is only {gradient}, but the loss curves upwards in a"
        " direction (eigenvalue {largest})."
    ),
    "At a maximum, to within rounding: the gradient is {gradient}, and along the downward curvature"
    " (eigenvalue {smallest}) the least push leads away.": N_(
        "At a minimum, to within rounding: the gradient is {gradient}, and along the upward"
        " curvature (eigenvalue {largest}) the least push leads away."
    ),
    "At a saddle, to within rounding: the gradient is {gradient}, and along the downward curvature"
    " (eigenvalue {smallest}) the least push leads away.": N_(
        "At a saddle, to within rounding: the gradient is {gradient}, and along the upward"
        " curvature (eigenvalue {largest}) the least push leads away."
    ),
    # With batches.
    "Rising: over all rows the loss has grown from {first} at the start to {loss}, and the gradient"
    " is longer than at the start.": N_(
        "Falling: over all rows the loss has fallen from {first} at the start to {loss}, and the"
        " gradient is longer than at the start."
    ),
    "Rising: the loss has grown from {first} at the start to {late}, the mean of the last quarter"
    " of {compared} updates; that of the third is {before}.": N_(
        "Falling: the loss has fallen from {first} at the start to {late}, the mean of the last"
        " quarter of {compared} updates; that of the third is {before}."
    ),
    "Slow: from the third to the last quarter of {compared} updates the mean loss fell from"
    " {before} to {late}; over all rows it is {left} above its minimum.": N_(
        "Slow: from the third to the last quarter of {compared} updates the mean loss rose from"
        " {before} to {late}; over all rows it is {left} below its maximum."
    ),
    "Falling: from the third to the last quarter of {compared} updates the mean loss fell from"
    " {before} to {late}.": N_(
        "Rising: from the third to the last quarter of {compared} updates the mean loss rose from"
        " {before} to {late}."
    ),
    "Slow: from the third to the last quarter of {compared} updates the mean loss stayed at {late},"
    " to four figures; over all rows it is {left} above its minimum.": N_(
        "Slow: from the third to the last quarter of {compared} updates the mean loss stayed at"
        " {late}, to four figures; over all rows it is {left} below its maximum."
    ),
    "Falling, but by little: in the third and the last quarter of {compared} updates the mean loss"
    " is {late}, to four figures.": N_(
        "Rising, but by little: in the third and the last quarter of {compared} updates the mean"
        " loss is {late}, to four figures."
    ),
    "Unsettled: in the third and the last quarter of {compared} updates the mean loss is {late}, to"
    " four figures; whether it falls further cannot be told from that.": N_(
        "Unsettled: in the third and the last quarter of {compared} updates the mean loss is"
        " {late}, to four figures; whether it rises further cannot be told from that."
    ),
    # Of the learning rate.
    "Were nothing rounded, rates below {bound} would be stable, by the largest eigenvalue"
    " {largest}; this one is {rate}.": N_(
        "Were nothing rounded, rates below {bound} would be stable, by the smallest eigenvalue"
        " {smallest}; this one is {rate}."
    ),
    "Were nothing rounded, and the loss curved everywhere as at this point (largest eigenvalue"
    " {largest}), rates below {bound} would be stable; this one is {rate}.": N_(
        "Were nothing rounded, and the loss curved everywhere as at this point (smallest eigenvalue"
        " {smallest}), rates below {bound} would be stable; this one is {rate}."
    ),
    "In some direction the loss curves downwards (eigenvalue {smallest}): there every learning rate"
    " leads further away from where the slope is 0, unless the step is rounded away.": N_(
        "In some direction the loss curves upwards (eigenvalue {largest}): there every learning"
        " rate leads further away from where the slope is 0, unless the step is rounded away."
    ),
    "In some direction the loss curves downwards (eigenvalue {smallest}): there every learning rate"
    " leads further away from where the slope is 0.": N_(
        "In some direction the loss curves upwards (eigenvalue {largest}): there every learning"
        " rate leads further away from where the slope is 0."
    ),
    "In some direction the loss curves downwards at this point (eigenvalue {smallest}), which gives"
    " no bound for the rate.": N_(
        "In some direction the loss curves upwards at this point (eigenvalue {largest}), which"
        " gives no bound for the rate."
    ),
    "Rates below {bound} are stable from every start; this one is {rate}, but along the steepest"
    " direction this run is at the minimum, to within rounding.": N_(
        "Rates below {bound} are stable from every start; this one is {rate}, but along the"
        " steepest direction this run is at the maximum, to within rounding."
    ),
    "With this rule and the largest eigenvalue {largest}, rates below {bound} are stable; this one"
    " is {rate}.": N_(
        "With this rule and the smallest eigenvalue {smallest}, rates below {bound} are stable;"
        " this one is {rate}."
    ),
    "With the eigenvalues 0 and {least} to {largest}, rates below {bound} are stable and {fastest}"
    " is the fastest in the long run, from most starts; this one is {rate}.": N_(
        "With the eigenvalues {smallest} to {least} and 0, rates below {bound} are stable and"
        " {fastest} is the fastest in the long run, from most starts; this one is {rate}."
    ),
}
"""The sentence of a run that maximises, by that of one that minimises; others hold for both."""


def facing(diagnosis: Diagnosis, template: str) -> str:
    """Return the sentence that says of a run as it is what `template` says of a descent."""
    return UPHILL.get(template, template) if diagnosis.maximises else template


def told_verdict(diagnosis: Diagnosis) -> Verdict:
    """Return the verdict by what the loss does: that of a run that maximises rises to the good."""
    turned = {Verdict.FALLING: Verdict.RISING, Verdict.RISING: Verdict.FALLING}
    verdict = diagnosis.verdict
    return turned.get(verdict, verdict) if diagnosis.maximises else verdict


def eigenvalues(diagnosis: Diagnosis) -> dict[str, str]:
    """Return the smallest and the largest eigenvalue of the loss itself."""
    smallest, largest = diagnosis.smallest, diagnosis.largest
    if diagnosis.maximises:
        smallest, largest = -largest, -smallest
    return {"smallest": few(smallest), "largest": few(largest)}
