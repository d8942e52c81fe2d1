"""Runs, data and the scenario made again of a manifest and of the numbers that go with it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.problem import objective_of
from gdsim.engine.descent.stopping import Stop, StopReason
from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective
from gdsim.engine.problem.scaling import SCALINGS, Scaling
from gdsim.engine.run.run import Run
from gdsim.engine.run.segment import Segment
from gdsim.engine.run.trace import Trace
from gdsim.files.document.document import Document, KeptPart, View
from gdsim.files.document.manifest import (
    DataPart,
    ExperimentPart,
    Manifest,
    RunPart,
    ScalingPart,
    ScenarioPart,
    SegmentPart,
    StopPart,
    ViewPart,
)
from gdsim.files.scenario.file import ranges_of
from gdsim.files.scenario.scenario import Change, Compared, Scenario


def damaged() -> InputError:
    """Return the refusal of a file that is no document, or no whole one."""
    return InputError("this is not a document of gdsim, or it is damaged")


def _require(is_right: bool) -> None:
    if not is_right:
        raise damaged()


def _stop(part: StopPart, run: Run) -> Stop:
    """Return the end of a run; whether a step alone led nowhere is told by the row it begins at."""
    stop = Stop(part.reason, part.t, float(part.value), float(part.limit))
    if stop.reason is not StopReason.DIVERGED:
        return stop
    row = run.row(run.length)
    is_reached = row.loss == stop.value and np.isfinite([row.loss, *row.gradient]).all()
    # Beside the loss of a batch that of all rows may be none; where nobody asked for it, it is NaN.
    is_whole = not np.isinf(row.full_loss)
    is_of_step = is_reached and is_whole and not np.isfinite(row.new_theta).all()
    return replace(stop, is_of_step=bool(is_of_step))


class Restorer:
    """Makes the parts of a document, each once, whoever shares it.

    Parameters
    ----------
    datasets
        In the order of their numbers.
    rows
        The rows of each segment, all after each other, and what the last of them leads to.
    """

    def __init__(
        self, manifest: Manifest, datasets: Sequence[Dataset], rows: Sequence[Array]
    ) -> None:
        self._manifest, self._datasets, self._rows = manifest, datasets, rows
        self._objectives: dict[tuple[object, ...], Objective] = {}
        self._segments: dict[int, Segment] = {}

    def document(self) -> Document:
        """Return the document; raise InputError where its parts do not go together."""
        manifest = self._manifest
        _require(0 <= manifest.cursor <= manifest.run.length)
        _require(all(kept.look >= 0 for kept in manifest.kept))
        run = self._run(manifest.run)
        return Document(
            scenario=self._scenario(manifest.scenario),
            run=run,
            cursor=manifest.cursor,
            page=manifest.page,
            kept=tuple(
                KeptPart(one.name, self._run(one.run), one.look, one.is_shown, one.is_prepared)
                for one in manifest.kept
            ),
            view=_view(manifest.view, len(run.objective.parameters)),
            copy_of=manifest.copy_of,
            copy_of_stamp=tuple(manifest.copy_of_stamp or ()),
            place=manifest.place,
        )

    def _experiment(self, part: ExperimentPart) -> Experiment:
        _require(part.data is None or 0 <= part.data < len(self._datasets))
        return Experiment(
            objective=part.objective,
            dataset=None if part.data is None else self._datasets[part.data],
            parameters=tuple(part.parameters),
            start=tuple(part.start),
            let=part.let or {},
            maximise=bool(part.maximise),
            bounds=ranges_of(part.bounds or {}),
            initial=part.initial or {},
            **part.fields(),
        )

    def _objective(self, part: ExperimentPart) -> Objective:
        key = part.objective, part.data, tuple(part.parameters), tuple((part.let or {}).items())
        if key not in self._objectives:
            made = self._experiment(part)
            self._objectives[key] = objective_of(made)
        return self._objectives[key]

    def _scenario(self, part: ScenarioPart) -> Scenario:
        names = part.experiment.parameters
        _require(not names or all(len(point) == len(names) for point in part.minima))
        view = {name: (low, high) for name, (low, high) in (part.view or {}).items()}
        _require(all(-1e300 < low < high < 1e300 for low, high in view.values()))
        return Scenario(
            name=part.name,
            title=part.title,
            description=part.description,
            experiment=self._experiment(part.experiment),
            changes=tuple(Change(one.at, one.fields()) for one in part.change),
            compare=tuple(Compared(one.name, one.fields()) for one in part.compare),
            view=None if part.view is None else view,
            minima=tuple(tuple(point) for point in part.minima),
            position=part.position,
        )

    def _run(self, part: RunPart) -> Run:
        given = self._manifest.segments
        _require(bool(part.segments) and all(0 <= k < len(given) for k in part.segments))
        parts = [given[k] for k in part.segments]
        firsts = [one.first for one in parts]
        _require(firsts[0] == 0 and firsts == sorted(set(firsts)) and firsts[-1] <= part.length)
        ends = [*firsts[1:], part.length]
        _require(all(end - one.first <= one.n_rows for one, end in zip(parts, ends, strict=True)))
        objective = self._objective(parts[0].experiment)
        _require(all(self._objective(one.experiment) is objective for one in parts))
        segments = [self._segment(k) for k in part.segments]
        run = Run.restored(objective, segments, part.length, None)
        if part.stop is not None:
            run.stop = _stop(part.stop, run)
        return run

    def _segment(self, number: int) -> Segment:
        if number not in self._segments:
            part = self._manifest.segments[number]
            self._segments[number] = self._made(part, self._rows[number])
        return self._segments[number]

    def _made(self, part: SegmentPart, numbers: Array) -> Segment:
        _require(0 <= part.rule_first <= part.first and 0 <= part.batch_first <= part.first)
        _require(part.epoch_first >= 0 and part.n_rows >= 0)
        objective, experiment = self._objective(part.experiment), self._experiment(part.experiment)
        d = len(objective.parameters)
        plain = Segment.begin(experiment, objective, np.zeros(d), part.first)
        width, n_start = plain.trace.width, plain.trace.start.stop
        _require(len(numbers) == part.n_rows * width + n_start)
        rows, end = numbers[: part.n_rows * width].reshape(-1, width), numbers[-n_start:]
        trace = Trace.restored(d, rows, end)
        return plain.resumed(part.rule_first, part.batch_first, part.epoch_first, trace)


def _view(part: ViewPart | None, d: int) -> View | None:
    if part is None:
        return None
    _require(len(part.axes) == min(d, 2) == len(set(part.axes)))
    _require(all(0 <= axis < d for axis in part.axes))
    _require(all(-1e300 < low < high < 1e300 for low, high in (part.x, part.y)))
    _require(0 <= part.gradient_part <= 1)
    return View(
        axes=tuple(part.axes),
        x=part.x,
        y=part.y,
        is_by_hand=part.is_by_hand,
        is_square=part.is_square,
        gradient_part=part.gradient_part,
        scale=part.scale,
        unit=part.unit,
        overlays=tuple(part.overlays),
    )


def dataset_of(part: DataPart, values: Array) -> Dataset:
    """Return a data set with its values, all rows after each other."""
    _require(part.n_rows > 0 and len(part.names) > 0)
    _require(len(set(part.names)) == len(part.names) and bool(np.isfinite(values).all()))
    return Dataset(
        source=part.source,
        names=tuple(part.names),
        values=values.reshape(part.n_rows, len(part.names)),
        scalings=tuple(_scaling(one) for one in part.scalings),
        left_out=tuple(part.text_columns),
    )


def _scaling(part: ScalingPart) -> Scaling:
    _require(part.method in SCALINGS)
    _require(len(part.names) == len(part.offset) == len(part.scale))
    return Scaling(part.method, tuple(part.names), np.array(part.offset), np.array(part.scale))
