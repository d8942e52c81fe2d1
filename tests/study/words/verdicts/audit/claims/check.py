"""Every sentence of a case, held against what it claims."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from tests.study.words.verdicts.audit.cases import Case
from tests.study.words.verdicts.audit.claims.bound_claims import BOUNDS
from tests.study.words.verdicts.audit.claims.noise_claims import NOISE
from tests.study.words.verdicts.audit.claims.rate_claims import RATES
from tests.study.words.verdicts.audit.claims.row_claims import ROWS
from tests.study.words.verdicts.audit.claims.theory_claims import THEORY

ZERO_SLOPE = re.compile(r"gradient\b(?:(?! and )[^.;:,])* 0(?![.\d])|has shrunk to 0(?![.\d])")
"""A gradient of 0: one of 1e-200 or of rounding's size may come out as that."""

CLAIMS = THEORY + ROWS + NOISE + RATES + BOUNDS


def false_sentences(case: Case) -> list[str]:
    """Return every sentence that is not true, or not known, with what is wrong."""
    found = []
    for sentence in case.lines[1:]:
        wrong = _wrong(case, sentence)
        if wrong:
            found.append(f"{sentence} <- {wrong}")
    return found


def _wrong(case: Case, sentence: str) -> str:
    if ZERO_SLOPE.search(sentence) and "to within rounding" not in sentence:
        return "that it came out as 0 does not say that it is 0"
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
