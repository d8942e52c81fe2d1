"""What a document's file says of its parts: typed, so that it is checked when it is read.

Numbers of rows and data stand in entries of their own; see `gdsim.files.document.writing`.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec
import numpy as np

from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.run.positions import Unit
from gdsim.files.scenario.file import ChangeTable, CompareTable, Settings

FORMAT = 3
"""The number of this way of writing documents; it grows with every change of it."""

MANIFEST = "manifest.json"
"""The name of the entry with the manifest."""


def data_entry(number: int) -> str:
    """Return the name of the entry with the values of a data set: rows of float64, N after N."""
    return f"data/{number}.f64"


def rows_entry(number: int) -> str:
    """Return the name of the entry with the rows of a segment, and what the last leads to."""
    return f"rows/{number}.f64"


class Part(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A table of the manifest."""


class ScalingPart(Part):
    """What was done to columns of a data set."""

    method: str
    names: list[str]
    offset: list[float]
    scale: list[float]


class FilePart(Part):
    """A file that holds data which the document does not carry."""

    path: str
    steps: list[str]
    size: int
    sha256: str


class DataPart(Part):
    """A data set, apart from its values; they are in an entry of their own or in `file`."""

    source: str
    names: list[str]
    n_rows: int
    scalings: list[ScalingPart] = []
    text_columns: list[str] = []
    file: FilePart | None = None


class ExperimentPart(Settings, rename="kebab", forbid_unknown_fields=True, kw_only=True):
    """An experiment; `data` is the number of its data set."""

    objective: str
    data: int | None = None
    parameters: tuple[str, ...] = ()
    start: tuple[float, ...] = ()
    let: dict[str, float] | None = None
    maximise: bool | None = None
    bounds: dict[str, str] | None = None
    initial: dict[str, float] | None = None


class ScenarioPart(Part):
    """What the run came from."""

    name: str
    title: str
    description: str
    position: int
    experiment: ExperimentPart
    change: list[ChangeTable] = []
    compare: list[CompareTable] = []
    view: dict[str, tuple[float, float]] | None = None
    minima: list[list[float]] = []


class SegmentPart(Part):
    """A stretch of a run, apart from its rows; runs may share it."""

    experiment: ExperimentPart
    first: int
    rule_first: int
    batch_first: int
    epoch_first: int
    n_rows: int


class StopPart(Part):
    """The end of a run; the numbers are texts, since they may be infinite."""

    reason: StopReason
    t: int
    value: str
    limit: str


class RunPart(Part):
    """A run; `segments` are their numbers."""

    segments: list[int]
    length: int
    stop: StopPart | None = None


class KeptRunPart(Part):
    """A kept run."""

    name: str
    look: int
    is_shown: bool
    is_prepared: bool
    run: RunPart


class ViewPart(Part):
    """What the plots show."""

    axes: list[int]
    x: tuple[float, float]
    y: tuple[float, float]
    is_by_hand: bool
    is_square: bool
    gradient_part: float
    scale: Literal["linear", "log"]
    unit: Unit
    overlays: list[str]


class Manifest(Part):
    """The whole."""

    format: int
    program: str
    scenario: ScenarioPart
    run: RunPart
    cursor: int
    page: str
    kept: list[KeptRunPart]
    segments: list[SegmentPart]
    data: list[DataPart]
    view: ViewPart | None = None
    copy_of: str = ""
    copy_of_stamp: list[int] | None = None
    place: str = ""


def plain(manifest: Manifest) -> dict[str, Any]:
    """Return the manifest in plain lists and dictionaries, without what is not given."""
    content: dict[str, Any] = _without_none(msgspec.to_builtins(manifest, enc_hook=_number))
    return content


def _number(value: object) -> object:
    """Return a number of NumPy's as one of Python's: each of both may stand for a float."""
    if isinstance(value, np.generic):
        return value.item()
    raise NotImplementedError(f"a {type(value).__name__} has no place in a manifest")


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(one) for key, one in value.items() if one is not None}
    if isinstance(value, list | tuple):
        return [_without_none(one) for one in value]
    return value
