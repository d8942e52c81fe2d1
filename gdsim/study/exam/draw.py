"""Random choices that are the same on every system and with every version of NumPy.

They are taken from the raw stream of PCG64, which NumPy promises to keep; what its generators make
of the stream may change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from numpy.random import PCG64

T = TypeVar("T")

_WORDS = 2**64
"""How many words the raw stream is drawn from."""


class Draw:
    """Choices that follow from `key` alone.

    Parameters
    ----------
    key
        What they are for; other words or numbers give other choices.
    """

    def __init__(self, *key: str | int) -> None:
        # A hash of our own: how NumPy spreads a seed over the state is not part of the promise.
        digest = hashlib.sha256("/".join(map(str, key)).encode()).digest()
        bits = PCG64()
        bits.state = {
            "bit_generator": "PCG64",
            "state": {
                "state": int.from_bytes(digest[:16], "big"),
                "inc": int.from_bytes(digest[16:], "big") | 1,
            },
            "has_uint32": 0,
            "uinteger": 0,
        }
        self._bits = bits

    def whole(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        size = high - low + 1
        limit = _WORDS - _WORDS % size
        while (word := int(self._bits.random_raw())) >= limit:
            pass
        return low + word % size

    def chance(self, share: float) -> bool:
        """Return True in that share of the draws, 0 to 1."""
        return self.whole(1, 10**6) <= round(share * 10**6)

    def pick(self, things: Sequence[T]) -> T:
        """Return one of `things`."""
        return things[self.whole(0, len(things) - 1)]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """Return `things` in another order."""
        left = list(things)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(len(left))]

    def sample(self, things: Sequence[T], count: int) -> list[T]:
        """Return `count` different ones of `things`, in random order."""
        return self.shuffled(things)[:count]

    def signed(self, low: int, high: int) -> int:
        """Return a whole number whose size is `low` to `high`, with either sign."""
        return self.whole(low, high) * self.pick((1, -1))
