"""Painting that never ends the program."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

P = ParamSpec("P")


def careful(paint: Callable[P, None]) -> Callable[P, None]:
    """Return `paint`, an error in which is told as any other is, and goes no farther.

    Qt calls what paints while it paints itself. An error that passes through there, or a painter
    that outlives it in its trace, ends the program.
    """

    @wraps(paint)
    def painted(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            paint(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            sys.excepthook(type(error), error, error.__traceback__)
            traceback.clear_frames(error.__traceback__)

    return painted
