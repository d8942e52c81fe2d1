"""What sweeps, maps of starts and comparisons of methods have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

Result_co = TypeVar("Result_co", covariant=True)


class LongWork(Protocol[Result_co]):
    """Many runs that are worked out bit by bit.

    The work may be left at any time, by an interrupt too: `result` then holds what is done.
    """

    def work(self) -> Iterator[float]:
        """Work out every run; yield the share that is done, 0 to 1, again and again."""

    def result(self) -> Result_co:
        """Return what is known so far."""
