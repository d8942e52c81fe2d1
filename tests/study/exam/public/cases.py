"""Questions of public courses that the kinds can ask with just these numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gdsim.study.exam.fields import Right
from gdsim.study.exam.question import Draft


@dataclass(frozen=True)
class Case:
    """A question: the kind that asks it, its draft, and the answers, worked out elsewhere.

    Of options the answers hold their texts.
    """

    kind: str
    draft: Callable[[], Draft]
    answers: Mapping[str, Right]
