"""Every sentence about the last updates and the loss around, with the check of what it claims."""

from __future__ import annotations

import re

from tests.study.words.verdicts.audit.claims import row_checks as check
from tests.study.words.verdicts.audit.claims import standing_checks as standing
from tests.study.words.verdicts.audit.claims.patterns import COUNT, FACTOR, NUMBER, Claim, pattern

ROWS: list[Claim] = [
    (
        pattern("Falling: over the last {c} updates the loss fell from {n} to {n}."),
        check.falling,
    ),
    (
        pattern("Falling: with the last update the loss fell from {n} to {n}."),
        lambda case, before, after: check.falling(case, "1", before, after),
    ),
    (
        pattern(
            "Falling: with the last update the loss fell by {n}, which leaves it at {n} to four"
            " figures."
        ),
        lambda case, change, after: check.fell_by(case, "1", change, after),
    ),
    (
        pattern(
            "Unsettled: the parameters still move, but the last update left the loss at {n} to four"
            " figures; where the run will settle cannot be told from that."
        ),
        lambda case, told: check.moves_on_at(case, "1", told),
    ),
    (
        pattern(
            "Unsettled: the parameters still move, but over the last {c} updates the loss was {n}"
            " to four figures all along; where the run will settle cannot be told from that."
        ),
        check.moves_on_at,
    ),
    (
        pattern("Rising: the loss grew with the last update, by {n}."),
        lambda case, change: check.rose_by(case, "1", change),
    ),
    (
        pattern(
            "Diverging: by now the loss is {n}, and with the next update it leaves all bounds."
        ),
        lambda case, told: check.soon_gone(case, told, "1"),
    ),
    (
        re.compile(
            rf"(?:Falling|Slow): over the last {COUNT} updates the loss fell by {NUMBER}, which"
            rf" leaves it at {NUMBER} to four figures\."
        ),
        check.fell_by,
    ),
    (
        pattern(
            "Slow: over the last {c} updates the loss fell from {n} to {n}; at the start it was"
            " {n}."
        ),
        check.slow_claim,
    ),
    (
        re.compile(rf"Slow: over the last {COUNT} updates the loss stayed at {NUMBER}\."),
        check.stayed,
    ),
    (
        pattern(
            "Unsettled: over the last {c} updates the loss was between {n} and {n}; it is {n} now."
        ),
        check.between,
    ),
    (pattern("Unsettled: with the last update the loss went from {n} to {n}."), check.went),
    (
        pattern("Rising: with each of the last {c} updates the loss grew, from {n} to {n}."),
        check.rose,
    ),
    (
        pattern("Rising: with the last update the loss grew from {n} to {n}."),
        lambda case, before, after: check.rose(case, "1", before, after),
    ),
    (pattern("Rising: the loss grew with each of the last {c} updates, by {n}."), check.rose_by),
    (
        pattern(
            "Zigzag: in {n} % of the last {c} updates the gradient points back against the one"
            " before, though the run moves on."
        ),
        check.zigzag,
    ),
    (
        pattern(
            "Oscillating: in {n} % of the last {c} updates the gradient points back against the"
            " one before; the steps together lead only {n} % of their length onwards."
        ),
        check.oscillating,
    ),
    (
        pattern(
            "On a plateau: the gradient is {n}, and within {n} of here the loss of {n} changes by"
            " less than 1 %."
        ),
        check.plateau,
    ),
    (
        pattern(
            "Stuck near a saddle: the gradient is only {n}, but the loss curves downwards in a"
            " direction (eigenvalue {n})."
        ),
        check.saddle,
    ),
    (
        pattern(
            "Stuck at a maximum: the gradient is only {n}, and the loss curves downwards to all"
            " sides (largest eigenvalue {n})."
        ),
        check.maximum,
    ),
    (
        re.compile(rf"Converged(?:, as it seems here)?: the gradient has shrunk to {NUMBER}\."),
        standing.shrunk,
    ),
    (
        pattern(
            "The gradient is 0 to within rounding, so no update leads away: at a minimum, or where"
            " the loss is as good as flat."
        ),
        standing.no_way,
    ),
    (
        pattern(
            "At rest for now: the gradient is {n} and the next step {n} long. But this rule divides"
            " its steps by past gradients, so they may grow again."
        ),
        standing.resting_until_they_grow,
    ),
    (
        pattern(
            "At rest for now: the gradient is {n} and the next step {n} long. But this rule gives"
            " each parameter a rate of its own, which may be too large to stay here."
        ),
        standing.resting_with_own_rates,
    ),
    (
        pattern("At a minimum from the start, to within rounding: the gradient is {n}."),
        standing.there_claim,
    ),
    (
        pattern(
            "Standing still with a gradient of {n}: the next update, at a learning rate of {n},"
            " changes no parameter."
        ),
        standing.standing_claim,
    ),
    (
        pattern(
            "Standing still but for rounding: with a gradient of {n} and a learning rate of {n},"
            " the next step is lost in the last digits of the parameters."
        ),
        standing.nearly_standing,
    ),
    (
        pattern(
            "Converging: around here the loss is nearly a quadratic bowl, and each update"
            " multiplies the distance to its bottom by about {f} or less."
        ),
        lambda case, told: check.bowl(case, told, is_average=False),
    ),
    (
        re.compile(
            "Converging: around here the loss is nearly a quadratic bowl, and in the long run each"
            rf" update multiplies the distance to its bottom by about {FACTOR}\."
        ),
        lambda case, told: check.bowl(case, told, is_average=True),
    ),
    (
        pattern(
            "Diverging: the last update leads to where the loss or its gradient is not a finite"
            " number; before it, the loss was {n}."
        ),
        check.not_finite,
    ),
    (
        re.compile(
            rf"Diverging: the loss has (?:grown|fallen) from {NUMBER} at the start to {NUMBER}\."
        ),
        check.broken_off,
    ),
    (
        pattern(
            "Diverging: before the last update the loss was {n}, which broke the run off; now it is"
            " {n}."
        ),
        check.back,
    ),
    (
        pattern(
            "Diverging: the loss of the last batch was {n}, which broke the run off; over all rows"
            " the loss is {n} now."
        ),
        check.back_with_batches,
    ),
    (
        pattern("Diverging: at the start the loss or its gradient is not a finite number."),
        check.undefined,
    ),
    (
        pattern("Diverging: the first update leads to no finite point; the loss is {n}."),
        check.endless,
    ),
    (
        pattern("Diverging: the next update leads to no finite point; the loss is {n}."),
        check.endless_now,
    ),
    (
        pattern(
            "Diverging: by now the loss is {n}, and within {c} more updates it leaves all bounds."
        ),
        check.soon_gone,
    ),
    (
        re.compile(f"No update has been made yet; (?:over all rows )?the loss is {NUMBER}."),
        check.no_update,
    ),
    (
        re.compile(
            "No update has been made with these settings yet; (?:over all rows )?the loss is"
            f" {NUMBER}."
        ),
        check.none_with_these,
    ),
]
