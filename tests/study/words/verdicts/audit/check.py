"""Every sentence of a case, held against what it claims."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tests.study.words.verdicts.audit.cases import Case
from tests.study.words.verdicts.audit.noise_claims import NOISE
from tests.study.words.verdicts.audit.rate_claims import RATES
from tests.study.words.verdicts.audit.row_claims import ROWS
from tests.study.words.verdicts.audit.theory_claims import THEORY

CLAIMS = THEORY + ROWS + NOISE + RATES


def false_sentences(case: Case) -> list[str]:
    """Return every sentence that is not true, or not known, with what is wrong."""
    found = []
    for sentence in case.lines[1:]:
        wrong = _wrong(case, sentence)
        if wrong:
            found.append(f"{sentence} <- {wrong}")
    return found


def _wrong(case: Case, sentence: str) -> str:
    for pattern, claim in CLAIMS:
        match = pattern.fullmatch(sentence)
        if match:
            with np.errstate(all="ignore"):
                return claim(case, *match.groups())
    return "no claim is known for this sentence"


def report(cases: Sequence[Case]) -> list[str]:
    """Return what is false among the sentences of all cases, with the runs they are of."""
    return [
        f"{line}\n    {case.experiment!r} at {case.updates}"
        for case in cases
        for line in false_sentences(case)
    ]
