"""Documents written: a zip archive with a manifest, and the numbers as they stand in memory.

Rows are stored and not worked out again on reading: they come out the same to the bit on every
machine and with every later version, and a million of them is read in a tenth of the time. They are
not compressed, since digits hardly shrink: so that what is read is never larger than the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec
import numpy as np

from gdsim import __version__
from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.engine.run.segment import Segment
from gdsim.files.atomic import atomic_path
from gdsim.files.document.document import Document, View
from gdsim.files.document.manifest import (
    FORMAT,
    MANIFEST,
    DataPart,
    ExperimentPart,
    FilePart,
    KeptRunPart,
    Manifest,
    RunPart,
    ScalingPart,
    ScenarioPart,
    SegmentPart,
    StopPart,
    ViewPart,
    data_entry,
    plain,
    rows_entry,
)
from gdsim.files.document.references import Reference
from gdsim.files.scenario.file import ChangeTable, CompareTable, keys_of, texts_of
from gdsim.files.scenario.scenario import Scenario

T = TypeVar("T")

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The same document gives the same file at any time."""


def save_document(path: Path, document: Document) -> None:
    """Write a document, atomically; loading it gives the same rows to the bit.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    writer = _Writer()
    manifest = writer.manifest(document)
    text = json.dumps(plain(manifest), ensure_ascii=False, allow_nan=False, indent=1)
    with atomic_path(path) as temporary, ZipFile(temporary, "w") as archive:
        # What is no text in a file's name comes back from what JSON has for it.
        content = text.encode("utf-8", "backslashreplace")
        _write(archive, MANIFEST, [content], ZIP_DEFLATED)
        for number, dataset in enumerate(writer.datasets):
            if dataset in document.references:
                continue
            _write(archive, data_entry(number), [_bytes_of(dataset.values)])
        for number, segment in enumerate(writer.segments):
            pieces = segment.trace.pieces(writer.n_rows[id(segment)])
            _write(archive, rows_entry(number), map(_bytes_of, pieces))


def _write(
    archive: ZipFile, name: str, pieces: Iterable[bytes | memoryview], kind: int = ZIP_STORED
) -> None:
    info = ZipInfo(name, _NO_TIME)
    info.compress_type = kind
    with archive.open(info, "w", force_zip64=True) as entry:
        for piece in pieces:
            entry.write(piece)


def _bytes_of(values: Array) -> memoryview:
    return np.ascontiguousarray(values, dtype="<f8").data.cast("B")


class _Writer:
    """Numbers data sets and segments, so that each is written once, whoever shares it."""

    def __init__(self) -> None:
        self.datasets: list[Dataset] = []
        self.segments: list[Segment] = []
        self.n_rows: dict[int, int] = {}
        self._numbers: dict[int, int] = {}

    def manifest(self, document: Document) -> Manifest:
        scenario, run = self._scenario(document.scenario), self._run(document.run)
        kept = [
            KeptRunPart(
                name=one.name,
                look=one.look,
                is_shown=one.is_shown,
                is_prepared=one.is_prepared,
                run=self._run(one.run),
            )
            for one in document.kept
        ]
        return Manifest(
            format=FORMAT,
            program=__version__,
            scenario=scenario,
            run=run,
            cursor=document.cursor,
            page=document.page,
            kept=kept,
            # After the runs: only then is it known how many rows each segment needs.
            segments=[self._segment(segment) for segment in self.segments],
            data=[_data(one, document.references.get(one)) for one in self.datasets],
            view=None if document.view is None else _view(document.view),
            copy_of=document.copy_of,
            copy_of_stamp=list(document.copy_of_stamp) or None,
            place=document.place,
        )

    def _scenario(self, scenario: Scenario) -> ScenarioPart:
        return ScenarioPart(
            name=scenario.name,
            title=scenario.title,
            description=scenario.description,
            position=scenario.position,
            experiment=self._experiment(scenario.experiment),
            change=[_table(ChangeTable, at=one.at, **one.fields) for one in scenario.changes],
            compare=[_table(CompareTable, name=one.name, **one.fields) for one in scenario.compare],
            view=None if scenario.view is None else dict(scenario.view),
            minima=[list(point) for point in scenario.minima],
        )

    def _experiment(self, experiment: Experiment) -> ExperimentPart:
        dataset = experiment.dataset
        if dataset is not None and id(dataset) not in self._numbers:
            self._numbers[id(dataset)] = len(self.datasets)
            self.datasets.append(dataset)
        return _table(
            ExperimentPart,
            objective=experiment.objective,
            parameters=experiment.parameters,
            start=tuple(map(float, experiment.start)),
            **_given(experiment),
            **({} if dataset is None else {"data": self._numbers[id(dataset)]}),
            **experiment.changeable_fields(),
        )

    def _run(self, run: Run) -> RunPart:
        ends = [segment.first for segment in run.segments[1:]] + [run.length]
        for segment, end in zip(run.segments, ends, strict=True):
            if id(segment) not in self._numbers:
                self._numbers[id(segment)] = len(self.segments)
                self.segments.append(segment)
            n_rows = end - segment.first
            self.n_rows[id(segment)] = max(n_rows, self.n_rows.get(id(segment), 0))
        stop = run.stop
        return RunPart(
            segments=[self._numbers[id(segment)] for segment in run.segments],
            length=run.length,
            stop=None
            if stop is None
            else StopPart(
                reason=stop.reason,
                t=stop.t,
                value=repr(float(stop.value)),
                limit=repr(float(stop.limit)),
            ),
        )

    def _segment(self, segment: Segment) -> SegmentPart:
        return SegmentPart(
            experiment=self._experiment(segment.experiment),
            first=segment.first,
            rule_first=segment.rule_first,
            batch_first=segment.batch_first,
            epoch_first=segment.epoch_first,
            n_rows=self.n_rows[id(segment)],
        )


def _given(experiment: Experiment) -> dict[str, Any]:
    """Return what an experiment may have besides, where it does."""
    given = {
        "let": dict(experiment.let),
        "maximise": experiment.maximise,
        "bounds": texts_of(experiment.bounds),
        "initial": dict(experiment.initial),
    }
    return {name: value for name, value in given.items() if value}


def _table(kind: type[T], **fields: Any) -> T:
    """Return a table of settings, in the types that it is read back in."""
    return msgspec.convert(keys_of(fields), kind)


def _view(view: View) -> ViewPart:
    return ViewPart(
        axes=list(view.axes),
        x=view.x,
        y=view.y,
        is_by_hand=view.is_by_hand,
        is_square=view.is_square,
        gradient_part=view.gradient_part,
        scale=view.scale,
        unit=view.unit,
        overlays=list(view.overlays),
    )


def _data(dataset: Dataset, reference: Reference | None) -> DataPart:
    return DataPart(
        source=dataset.source,
        names=list(dataset.names),
        n_rows=len(dataset),
        scalings=[
            ScalingPart(
                method=one.method,
                names=list(one.names),
                offset=one.offset.tolist(),
                scale=one.scale.tolist(),
            )
            for one in dataset.scalings
        ],
        text_columns=list(dataset.left_out),
        file=None
        if reference is None
        else FilePart(
            path=str(reference.path),
            steps=list(reference.steps),
            size=reference.size,
            sha256=reference.sha256,
        ),
    )
