"""What a change of the set-up would do to a run, said before it is made."""

from __future__ import annotations

from gdsim.engine.descent.stopping import Stop, StopReason
from gdsim.i18n import tr


def consequence_sentence(cursor: int, length: int, stop: Stop | None) -> str:
    """Return what a change would do; see `gdsim.engine.run.changes.changed`.

    Parameters
    ----------
    cursor
        The row at which the person stands, 0 .. length.
    length
        Updates that were made.
    stop
        Why the run cannot go on from there; None where it can.
    """
    if cursor == 0:
        return tr("A change holds from the start on.")
    if stop is not None and cursor == length:
        if stop.reason is StopReason.DIVERGED:
            return tr("The run has ended, so a change starts it over.")
        return tr("The run has ended, so a change starts it over; another limit lets it go on.")
    if cursor < length:
        template = tr(
            "A change goes on from iteration {t} and keeps this run, too; another problem"
            " (objective, data, bounds …) or start begins anew."
        )
    else:
        template = tr(
            "A change goes on from iteration {t}; another problem (objective, data, bounds …) or"
            " start begins anew."
        )
    return template.format(t=f"{cursor:,}")
