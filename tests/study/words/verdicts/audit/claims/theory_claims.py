"""Every sentence about a quadratic, with the check of what it claims."""

from __future__ import annotations

import re

from tests.study.words.verdicts.audit.claims import theory_checks as check
from tests.study.words.verdicts.audit.claims.patterns import FACTOR, NUMBER, SLOWEST, Claim, pattern

THEORY: list[Claim] = [
    (
        pattern("Diverging: {steepest} each update multiplies the distance to the {point} by {f}."),
        lambda case, _point, told: check.diverging(case, told),
    ),
    (
        pattern(
            "Diverging: in the long run each update multiplies the distance to the {point} by {f}."
        ),
        lambda case, _point, told: check.diverging(case, told, signed=False),
    ),
    (
        re.compile(
            "Diverging: the loss has no minimum; along its downward curvature each update"
            rf" multiplies the distance by {FACTOR}(?: in the long run)?\."
        ),
        check.downward,
    ),
    (
        pattern(
            "Diverging: a direction without curvature has a slope, which has no end; and where"
            " rounding alone parts the run from the {point}, each update multiplies the distance by"
            " {f}."
        ),
        check.slides_and_grows,
    ),
    (
        pattern("Diverging: the loss falls without end along a direction without curvature."),
        check.slides,
    ),
    (re.compile(r"Oscillating (?:as good as )?for ever: .* \(factor -1\)\."), check.for_ever),
    (
        pattern(
            "Oscillating, but closing in: {steepest} every update jumps across the {point}, and"
            " multiplies the distance to it by {f}."
        ),
        check.oscillating,
    ),
    (
        pattern(
            "Oscillating: the run swings across the {point}; in the long run each update"
            " multiplies the distance to it by {f}."
        ),
        check.swings_across,
    ),
    (
        pattern(
            "Zigzag: one direction changes sides with every update (factor {f}) while the slowest"
            " creeps along (factor {f})."
        ),
        check.zigzag,
    ),
    (
        pattern(
            "Zigzag: the run swings across one direction and moves on along another; in the long"
            " run each update multiplies the distance by {f}."
        ),
        check.zigzag_on_average,
    ),
    (
        pattern(
            "Zigzag: the run swings across one direction, and more slowly across another, to and"
            " fro in {f} updates; in the long run each update multiplies the distance by {f}."
        ),
        check.zigzag_across_both,
    ),
    (
        re.compile(
            rf"Slow: {SLOWEST} keeps {FACTOR} of its distance in each update; a tenth is left after"
            r" (.*) updates?\."
        ),
        check.keeping,
    ),
    (
        re.compile(
            rf"Converging: each update multiplies the distance in {SLOWEST} by {FACTOR}; a tenth"
            r" is left after (.*) updates?\."
        ),
        check.keeping,
    ),
    (
        re.compile(
            r"(?:Slow|Converging), with swings to and fro of (\S+) updates: in the long run each"
            rf" update (?:keeps|multiplies the distance by) {FACTOR}(?: of the distance)?; a tenth"
            r" is left after (.*) updates?\."
        ),
        check.swinging,
    ),
    (
        re.compile(
            r"(?:Slow|Converging): in the long run each update (?:keeps|multiplies the distance by)"
            rf" {FACTOR}(?: of the distance)?; a tenth is left after (.*) updates?\."
        ),
        check.closing_by,
    ),
    (
        pattern("Converging: one update leads straight to the {point}."),
        lambda case, point: check.straight(case, point, 1),
    ),
    (
        pattern("Converging: at most two updates lead straight to the {point}."),
        lambda case, point: check.straight(case, point, 2),
    ),
    (
        pattern(
            "Closing in for now: each update keeps {f} of the distance. But where rounding alone"
            " parts the run from the {point}, each multiplies the distance by {f}."
        ),
        check.closing_for_now,
    ),
    (
        pattern(
            "At the {point}, to within rounding: the gradient is {n}. But each update multiplies"
            " the least distance by {f}."
        ),
        check.at_rest,
    ),
    (
        re.compile(
            rf"At a (?:saddle|maximum), to within rounding: the gradient is {NUMBER}, and along the"
            rf" downward curvature \(eigenvalue {NUMBER}\) the least push leads away\."
        ),
        check.top,
    ),
]
