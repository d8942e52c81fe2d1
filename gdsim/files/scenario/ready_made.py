"""Ready-made losses of columns of a file, as a scenario or the command line names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gdsim.engine.errors import InputError
from gdsim.engine.problem.losses import LossChoice, loss_spec
from gdsim.files.data.column_names import called
from gdsim.files.data.report import Report
from gdsim.files.shortened import first_and_last, shortened
from gdsim.i18n import ntr, tr

if TYPE_CHECKING:
    from gdsim.engine.problem.dataset import Dataset
    from gdsim.files.data.reading import Reading
    from gdsim.study.data import Codes


def loss_choice(kind: str, convention: str | None, penalty: Mapping[str, float]) -> LossChoice:
    """Return the choice of a loss; a penalty is given with its factor, as ``{"l2": 0.1}``."""
    if len(penalty) > 1:
        raise InputError("there is more than one penalty; give one of l2 and l1")
    (name, strength), *_ = (penalty or {"none": 0.0}).items()
    return LossChoice(kind, convention or "mean", name, strength)


def loss_data(
    choice: LossChoice,
    source: str,
    folder: Path,
    steps: Sequence[str],
    target: str,
    features: Sequence[str],
    report: Report,
) -> tuple[Dataset, tuple[str, ...], str]:
    """Return the data, of which target and features count alone, the features and the target.

    Parameters
    ----------
    choice
        The loss; where each class has a score of its own, its classes are 0, 1, 2 and so on.
    source, folder, steps, report
        As in `gdsim.files.data.reading.dataset_from`.
    target
        The column to be predicted, as it stands in the file or is called here.
    features
        Columns to predict it from, as in `chosen_features`. Without any, what only numbers the rows
        and what is the same in each of them is left aside, which is told.

    Raises
    ------
    InputError
        If a column is missing, or has a flaw that is not left out.
    """
    # Imported only where there is data, so that the window opens sooner.
    from gdsim.files.data.reading import reading_from
    from gdsim.study.data import codes_of_each, usual_codes

    target = called(target)

    def uses(names: Sequence[str], _n_rows: int) -> set[str]:
        # Where no features are named, each column that holds numbers is one.
        given = chosen_features(features, names, target) if features else ()
        return {target, *given}

    has_scores = loss_spec(choice.kind).has_scores

    def codes_of(name: str, classes: Sequence[str]) -> Codes:
        each = has_scores and name == target
        return codes_of_each(classes) if each else usual_codes(classes)

    reading = reading_from(source, folder, steps, uses, report, codes_of)
    names = reading.dataset.names
    if not features:
        names = _telling(reading, target, report)
    return reading.dataset, chosen_features(features, names, target), target


def _telling(reading: Reading, target: str, report: Report) -> tuple[str, ...]:
    """Return the columns that may tell something of the target; what is left aside is told."""
    data, numbering = reading.dataset, reading.row_numbers
    same = {
        name
        for name, values in zip(data.names, data.values.T, strict=True)
        if name != target and (values == values[0]).all()
    }
    aside = [name for name in data.names if name in same or name == numbering]
    aside = [name for name in aside if name != target]
    if len(aside) + (target in data.names) == len(data.names):
        return data.names
    if numbering in aside:
        told = tr("{name} only numbers the rows and is no feature; name it in features to take it")
        report(told.format(name=numbering))
    if constant := [name for name in aside if name != numbering]:
        told = ntr(
            "{names} is the same in every row and is no feature; name it in features to take it",
            "{names} are the same in every row and are no features; name them in features to take"
            " them",
            len(constant),
        )
        report(told.format(names=first_and_last(constant)))
    return tuple(name for name in data.names if name not in aside)


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
    if called(name) not in names:
        raise InputError(
            "features: there is no column {name} of numbers; the columns are {accepted}",
            name=shortened(name),
            accepted=first_and_last(names),
        )
    return list(names).index(called(name))
