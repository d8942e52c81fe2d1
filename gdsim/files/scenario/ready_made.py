"""Ready-made losses of columns of a file, as a scenario or the command line names them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gdsim.engine.errors import InputError
from gdsim.engine.problem.losses import LossChoice

if TYPE_CHECKING:
    from gdsim.engine.problem.dataset import Dataset

MOST_NAMED = 4
"""Names that a sentence has."""


def loss_choice(kind: str, convention: str | None, penalty: Mapping[str, float]) -> LossChoice:
    """Return the choice of a loss; a penalty is given with its factor, as ``{"l2": 0.1}``."""
    if len(penalty) > 1:
        raise InputError("there is more than one penalty; give one of l2 and l1")
    (name, strength), *_ = (penalty or {"none": 0.0}).items()
    return LossChoice(kind, convention or "mean", name, strength)


def loss_data(
    source: str,
    folder: Path,
    steps: Sequence[str],
    target: str,
    features: Sequence[str],
    report: Callable[[str], object],
) -> tuple[Dataset, tuple[str, ...]]:
    """Return the data, of which target and features count alone, and the features.

    Parameters
    ----------
    source, folder, steps, report
        As in `gdsim.files.data.reading.dataset_from`.
    target
        The column to be predicted.
    features
        Columns to predict it from, as in `chosen_features`.

    Raises
    ------
    InputError
        If a column is missing, or has a flaw that is not left out.
    """
    # Imported only where there is data, so that the window opens sooner.
    from gdsim.files.data.reading import dataset_from

    def uses(names: Sequence[str], _n_rows: int) -> set[str]:
        # Where no features are named, each column that holds numbers is one.
        given = chosen_features(features, names, target) if features else ()
        return {target, *given}

    dataset = dataset_from(source, folder, steps, uses, report)
    return dataset, chosen_features(features, dataset.names, target)


def chosen_features(given: Sequence[str], names: Sequence[str], target: str) -> tuple[str, ...]:
    """Return the columns that are predicted from, ``a:c`` being all from one to another.

    Without any given, these are all but the target.

    Raises
    ------
    InputError
        If there is none, or one that is not there or stands twice.
    """
    found = [] if given else [name for name in names if name != target]
    for part in given:
        first, colon, last = (piece.strip() for piece in part.partition(":"))
        ends = [_place(first, names), _place(last, names)] if colon else [_place(first, names)]
        found += names[ends[0] : ends[-1] + 1]
    if not found or len(set(found)) < len(found) or target in found:
        raise InputError(
            "features: name each column that is to be predicted from once, without the target; the"
            " columns are {accepted}",
            accepted=first_and_last(names),
        )
    return tuple(found)


def _place(name: str, names: Sequence[str]) -> int:
    if name not in names:
        raise InputError("features: there is no column {name} of numbers", name=name)
    return list(names).index(name)


def first_and_last(names: Sequence[str]) -> str:
    """Return names in a sentence, the first and the last of many."""
    few = names if len(names) <= MOST_NAMED else [*names[: MOST_NAMED - 1], "…", names[-1]]
    return ", ".join(few)
