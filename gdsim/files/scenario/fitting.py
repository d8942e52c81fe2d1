"""What is given of a problem, and whether it fits together: a formula, or a ready-made loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gdsim.engine.errors import InputError

OF_A_LOSS = ("target", "features", "convention", "penalty")
"""What is given beside a ready-made loss alone."""


def require_fitting(given: Mapping[str, object], instead: Sequence[str], sign: str = "") -> None:
    """Raise InputError where what is given for a ready-made loss does not fit together.

    Parameters
    ----------
    given
        What is given, by the names that options and keys have.
    instead
        Names of what the loss takes the place of.
    sign
        What stands before the name of an option.
    """
    loss = f"{sign}loss"
    if not given["loss"]:
        for name in filter(given.get, OF_A_LOSS):
            raise InputError(
                "{name} belongs to a ready-made loss; give {loss} as well",
                name=f"{sign}{name}",
                loss=loss,
            )
        return
    if given["maximise"]:
        raise InputError(
            "{loss} is there to be minimised; leave {name} out", loss=loss, name=f"{sign}maximise"
        )
    for name in filter(given.get, instead):
        raise InputError("{loss} takes the place of {name}; give one of them", loss=loss, name=name)
    for name in ("data", "target"):
        if not given[name]:
            raise InputError(
                "{loss} needs {name}; give it as well", loss=loss, name=f"{sign}{name}"
            )
