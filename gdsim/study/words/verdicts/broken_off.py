"""What is said of a run that was broken off as diverged, where theory does not say why."""

from __future__ import annotations

from gdsim.engine.diagnosis.diagnose import Diagnosis
from gdsim.study.words.verdicts.uphill import facing
from gdsim.texts import N_


def broken_off(diagnosis: Diagnosis) -> str:
    """Return the sentence, with places for its numbers."""
    seen = diagnosis.seen
    if not seen.is_finite and not seen.updates:
        return N_("Diverging: at the start the loss or its gradient is not a finite number.")
    if not seen.is_finite:
        return N_(
            "Diverging: the last update leads to where the loss or its gradient is not a finite"
            " number; before it, the loss was {loss}."
        )
    if not seen.updates:
        return N_("Diverging: the first update leads to no finite point; the loss is {loss}.")
    if diagnosis.beyond is None:
        return N_("Diverging: the next update leads to no finite point; the loss is {loss}.")
    if diagnosis.is_back and seen.is_noisy:
        return N_(
            "Diverging: the loss of the last batch was {beyond}, which broke the run off; over all"
            " rows the loss is {loss} now."
        )
    if diagnosis.is_back:
        return N_(
            "Diverging: before the last update the loss was {beyond}, which broke the run off; now"
            " it is {loss}."
        )
    if seen.loss > seen.first_loss:
        return facing(
            diagnosis,
            N_("Diverging: the loss has grown from {first} at the start to {loss}."),
            N_("Diverging: the loss has fallen from {first} at the start to {loss}."),
        )
    return facing(
        diagnosis,
        N_("Diverging: the loss has fallen from {first} at the start to {loss}."),
        N_("Diverging: the loss has grown from {first} at the start to {loss}."),
    )
