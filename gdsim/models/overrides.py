"""Errors in what Qt calls of ours: on Python 3.11 they would end the program.

PySide puts words in front of an error that left one of our methods. What C code raises, such as
``1 / 0``, has no instance for them to be put into before Python 3.12, until somebody catches it;
PySide looks for one all the same. So each method that takes the place of one of Qt's catches what
it raises, and raises it again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject

_BASE: Any = QObject.__mro__[-2]
"""Of all that is Qt's, items of plots and delegates as well."""

_OF_QT = ("PySide6", "Shiboken")


def see_to_overrides() -> None:
    """Have every class of Qt objects that is created from now on raise errors that PySide bears."""
    if sys.version_info < (3, 12):
        setattr(_BASE, "__init_subclass__", classmethod(_see_to_class))  # noqa: B010


def _see_to_class(cls: Any, /, **kwargs: Any) -> None:
    super(_BASE, cls).__init_subclass__(**kwargs)
    of_qt = [vars(base) for base in cls.__mro__[1:] if base.__module__.startswith(_OF_QT)]
    for name, method in list(vars(cls).items()):
        # Most of ours have a _, which no name of Qt's has.
        is_method = "_" not in name and isinstance(method, FunctionType)
        if is_method and any(name in known for known in of_qt):
            setattr(cls, name, _caught_once(method))


def _caught_once(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def called(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except Exception:  # noqa: TRY203 - to catch it makes it what it is
            raise

    return called
