"""The sentences of verdicts from the rows and the loss around, with places for their numbers."""

from __future__ import annotations

from gdsim.engine.diagnosis.diagnose import Diagnosis
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.i18n import ntr, tr
from gdsim.numbers import few
from gdsim.study.words.verdicts.broken_off import broken_off
from gdsim.study.words.verdicts.hardly_moving import arrived, lost, resting, stuck
from gdsim.study.words.verdicts.sentences_of_theory import foretold
from gdsim.study.words.verdicts.uphill import facing
from gdsim.study.words.verdicts.with_batches import noisy
from gdsim.texts import N_


def template_of(diagnosis: Diagnosis) -> str:
    """Return the sentence of a diagnosis; `sentences` beside this module fills in its places."""
    template = _template(diagnosis)
    return tr(template)


def _template(diagnosis: Diagnosis) -> str:
    if diagnosis.is_exact:
        return foretold(diagnosis)
    if diagnosis.verdict is Verdict.TOO_EARLY:
        return _too_early(diagnosis)
    if diagnosis.is_broken_off:
        return broken_off(diagnosis)
    if diagnosis.updates_left is not None:
        return ntr(
            "Diverging: by now the loss is {loss}, and with the next update it leaves all bounds.",
            "Diverging: by now the loss is {loss}, and within {updates_left} more updates it leaves"
            " all bounds.",
            diagnosis.updates_left,
        )
    return noisy(diagnosis) if diagnosis.seen.is_noisy else _local(diagnosis)


def _too_early(diagnosis: Diagnosis) -> str:
    seen = diagnosis.seen
    if not seen.updates and seen.is_noisy:
        return N_("No update has been made yet; over all rows the loss is {loss}.")
    if not seen.updates:
        return N_("No update has been made yet; the loss is {loss}.")
    if not seen.count and seen.is_noisy:
        return N_(
            "No update has been made with these settings yet; over all rows the loss is {loss}."
        )
    if not seen.count:
        return N_("No update has been made with these settings yet; the loss is {loss}.")
    if seen.loss < seen.first_loss and few(seen.loss) != few(seen.first_loss):
        return facing(
            diagnosis,
            N_(
                "Over all rows the loss has fallen from {first} to {loss}; it is too early to tell"
                " progress from chance, which picks the rows of each batch."
            ),
            N_(
                "Over all rows the loss has risen from {first} to {loss}; it is too early to tell"
                " progress from chance, which picks the rows of each batch."
            ),
        )
    return N_(
        "Too early to tell progress from chance, which picks the rows of each batch; over all"
        " rows the loss is {loss}."
    )


def _local(diagnosis: Diagnosis) -> str:
    match diagnosis.verdict:
        case Verdict.CONVERGED:
            return arrived(diagnosis)
        case Verdict.AT_REST:
            return resting(diagnosis)
        case Verdict.CONVERGING:
            return _in_a_bowl(diagnosis)
        case Verdict.SADDLE:
            return stuck(diagnosis)
        case Verdict.PLATEAU:
            return N_(
                "On a plateau: the gradient is {gradient}, and within {radius} of here the loss of"
                " {loss} changes by less than 1 %."
            )
        case Verdict.SLOW if diagnosis.seen.stands_still:
            return lost(diagnosis)
        case Verdict.OSCILLATING | Verdict.ZIGZAG:
            return _turning(diagnosis)
        case Verdict.RISING:
            return _rising(diagnosis)
        case _:
            return _from_to(diagnosis)


def _in_a_bowl(diagnosis: Diagnosis) -> str:
    if diagnosis.seen.rule == "gd":
        return facing(
            diagnosis,
            N_(
                "Converging: around here the loss is nearly a quadratic bowl, and each update"
                " multiplies the distance to its bottom by about {size} or less."
            ),
            N_(
                "Converging: around here the loss is nearly a quadratic hill, and each update"
                " multiplies the distance to its top by about {size} or less."
            ),
        )
    return facing(
        diagnosis,
        N_(
            "Converging: around here the loss is nearly a quadratic bowl, and in the long run each"
            " update multiplies the distance to its bottom by about {size}."
        ),
        N_(
            "Converging: around here the loss is nearly a quadratic hill, and in the long run each"
            " update multiplies the distance to its top by about {size}."
        ),
    )


def _turning(diagnosis: Diagnosis) -> str:
    if diagnosis.verdict is Verdict.ZIGZAG:
        return N_(
            "Zigzag: in {alternating} % of the last {count} updates the gradient points back"
            " against the one before, though the run moves on."
        )
    return N_(
        "Oscillating: in {alternating} % of the last {count} updates the gradient points back"
        " against the one before; the steps together lead only {straightness} % of their length"
        " onwards."
    )


def _rising(diagnosis: Diagnosis) -> str:
    seen = diagnosis.seen
    is_blurred = few(seen.loss_before_rises) == few(seen.loss)
    if is_blurred:
        return facing(
            diagnosis,
            ntr(
                "Rising: the loss grew with the last update, by {change}.",
                "Rising: the loss grew with each of the last {rises} updates, by {change}.",
                seen.rises,
            ),
            ntr(
                "Falling: the loss fell with the last update, by {change}.",
                "Falling: the loss fell with each of the last {rises} updates, by {change}.",
                seen.rises,
            ),
        )
    if seen.rises == 1:
        return facing(
            diagnosis,
            N_("Rising: with the last update the loss grew from {before_rises} to {loss}."),
            N_("Falling: with the last update the loss fell from {before_rises} to {loss}."),
        )
    return facing(
        diagnosis,
        N_(
            "Rising: with each of the last {rises} updates the loss grew, from {before_rises} to"
            " {loss}."
        ),
        N_(
            "Falling: with each of the last {rises} updates the loss fell, from {before_rises} to"
            " {loss}."
        ),
    )


def _from_to(diagnosis: Diagnosis) -> str:
    """Return the sentence of a run of which the losses alone tell something."""
    if _has_same_text(diagnosis):
        return _hardly_changing(diagnosis)
    is_one = diagnosis.seen.count == 1
    match diagnosis.verdict:
        case Verdict.SLOW:
            return facing(
                diagnosis,
                N_(
                    "Slow: over the last {count} updates the loss fell from {earlier} to {loss};"
                    " at the start it was {first}."
                ),
                N_(
                    "Slow: over the last {count} updates the loss rose from {earlier} to {loss};"
                    " at the start it was {first}."
                ),
            )
        case Verdict.FALLING if is_one:
            return facing(
                diagnosis,
                N_("Falling: with the last update the loss fell from {earlier} to {loss}."),
                N_("Rising: with the last update the loss rose from {earlier} to {loss}."),
            )
        case Verdict.FALLING:
            return facing(
                diagnosis,
                N_(
                    "Falling: over the last {count} updates the loss fell from {earlier} to {loss}."
                ),
                N_("Rising: over the last {count} updates the loss rose from {earlier} to {loss}."),
            )
        case _ if is_one:
            return N_("Unsettled: with the last update the loss went from {earlier} to {loss}.")
        case _:
            return N_(
                "Unsettled: over the last {count} updates the loss was between {lowest} and"
                " {highest}; it is {loss} now."
            )


def _has_same_text(diagnosis: Diagnosis) -> bool:
    """Whether the two losses that would be told look the same."""
    seen = diagnosis.seen
    if diagnosis.verdict is Verdict.UNSETTLED:
        return few(float(seen.losses.min())) == few(float(seen.losses.max()))
    return few(seen.earlier_loss) == few(seen.loss)


def _hardly_changing(diagnosis: Diagnosis) -> str:
    """Return the sentence of a loss whose change four figures do not show."""
    is_fallen = diagnosis.seen.earlier_loss > diagnosis.seen.loss
    match diagnosis.verdict:
        case Verdict.SLOW if is_fallen:
            return facing(
                diagnosis,
                N_(
                    "Slow: over the last {count} updates the loss fell by {change}, which leaves"
                    " it at {loss} to four figures."
                ),
                N_(
                    "Slow: over the last {count} updates the loss rose by {change}, which leaves"
                    " it at {loss} to four figures."
                ),
            )
        case Verdict.SLOW:
            return N_("Slow: over the last {count} updates the loss stayed at {loss}.")
        case Verdict.FALLING:
            return _hardly_falling(diagnosis)
        case _:
            return ntr(
                "Unsettled: the parameters still move, but the last update left the loss at {loss}"
                " to four figures; where the run will settle cannot be told from that.",
                "Unsettled: the parameters still move, but over the last {count} updates the loss"
                " was {loss} to four figures all along; where the run will settle cannot be told"
                " from that.",
                diagnosis.seen.count,
            )


def _hardly_falling(diagnosis: Diagnosis) -> str:
    count = diagnosis.seen.count
    return facing(
        diagnosis,
        ntr(
            "Falling: with the last update the loss fell by {change}, which leaves it at {loss} to"
            " four figures.",
            "Falling: over the last {count} updates the loss fell by {change}, which leaves it at"
            " {loss} to four figures.",
            count,
        ),
        ntr(
            "Rising: with the last update the loss rose by {change}, which leaves it at {loss} to"
            " four figures.",
            "Rising: over the last {count} updates the loss rose by {change}, which leaves it at"
            " {loss} to four figures.",
            count,
        ),
    )
