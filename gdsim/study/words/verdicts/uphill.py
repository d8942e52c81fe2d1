"""What is said otherwise of a run that maximises.

Its diagnosis is of the objective with its sign changed: what falls there rises, a minimum is a
maximum, and a bound comes from the smallest eigenvalue. The numbers told are the objective's own.
"""

from __future__ import annotations

from gdsim.engine.diagnosis.diagnose import Diagnosis
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.numbers import few


def facing(diagnosis: Diagnosis, downhill: str, uphill: str) -> str:
    """Return that of two sentences which says the same of the run: minimising, or maximising."""
    return uphill if diagnosis.maximises else downhill


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
