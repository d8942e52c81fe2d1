"""Trying what needs no Qt: the engine, what ships with the program, and every kind of file."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from gdsim.i18n import tr

if TYPE_CHECKING:
    from gdsim.engine.run.run import Run
    from gdsim.files.scenario.scenario import Scenario

DATA = {"penguins.csv": 342, "penguins-two-species.csv": 274}
"""The data sets that ship with the program, and the rows that each has."""

UPDATES = 4
LOSS = 4.195328
"""Of the elongated bowl, (4, 2), η 0.1, at iteration 3: worked out by hand."""


class BrokenError(RuntimeError):
    """A part gives something else than it should."""


def expect(holds: bool, what: str) -> None:
    """Raise `BrokenError` with what should hold unless it does."""
    if not holds:
        raise BrokenError(what)


def bowl_run() -> Run:
    """Return a run of the elongated bowl, without any file."""
    from gdsim.engine.descent.experiment import Experiment
    from gdsim.engine.run.run import Run

    run = Run(Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=0.1))
    run.advance(UPDATES)
    return run


def scenario_around(run: Run) -> Scenario:
    """Return a scenario of a run with the least that a window or a document takes."""
    from gdsim.files.scenario.scenario import Scenario

    return Scenario("run", "run", "", run.experiment)


def _engine() -> str:
    loss = float(bowl_run().columns(3, 4).loss[0])
    expect(abs(loss - LOSS) < 1e-12, f"the loss at iteration 3 is {loss}, and should be {LOSS}")
    return ""


def _scenarios() -> str:
    from gdsim.files.scenario.listing import builtin_scenarios
    from gdsim.files.scenario.run import run_scenario
    from gdsim.files.scenario.scenario import FIRST_SCENARIO, builtin_scenario

    names = [name for name, _ in builtin_scenarios()]
    expect(FIRST_SCENARIO in names, f"{FIRST_SCENARIO} is not there")
    for name in names:
        expect(run_scenario(builtin_scenario(name), 1).length == 1, f"{name} makes no update")
    return str(len(names))


def _data() -> str:
    from gdsim.files.data.reading import dataset_from

    for name, rows in DATA.items():
        found = len(dataset_from(f"{name} | skip-bad-rows", Path()))
        expect(found == rows, f"{name} has {found} rows, and should have {rows}")
    return ", ".join(DATA)


def table(ending: str) -> str:
    """Write a table in a format and read it back, where the program reads that format."""
    from gdsim.files.data.opening import ENDINGS
    from gdsim.files.data.reading import dataset_from
    from gdsim.files.iterations import write_table

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{ending}"
        write_table(bowl_run(), path, ending)
        if path.suffix not in ENDINGS:
            expect(str(LOSS) in path.read_text(encoding="utf-8"), f"{LOSS} is not in it")
            return ""
        read = dataset_from(path.name, path.parent)
    losses = read.values[:, read.names.index("loss")].tolist()
    expect(len(losses) == UPDATES, f"{len(losses)} rows of {UPDATES} come back")
    expect(abs(losses[3] - LOSS) < 1e-12, f"{losses[3]} comes back for {LOSS}")
    return ""


def working_text(ending: str) -> str:
    """Write an update worked out as on paper, in a format that is text."""
    from gdsim.files.workings import write_sheet
    from gdsim.numbers import NumberFormat
    from gdsim.study.working.sheets.sheet import make_sheet

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"working.{ending}"
        write_sheet(make_sheet(bowl_run(), 1, 1, NumberFormat("decimals", 4)), path, ending)
        # The new w1 of update 1, 3.2 - 0.1 · 6.4.
        expect("2.56" in path.read_text(encoding="utf-8"), "the new w1 is not in it")
    return ""


def _document() -> str:
    import numpy as np

    from gdsim.files.document.document import Document
    from gdsim.files.document.reading import load_document
    from gdsim.files.document.writing import save_document

    run = bowl_run()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.gdsim"
        save_document(path, Document(scenario_around(run), run, 2))
        found = load_document(path)
    expect(found.cursor == 2, "it opens at another row")
    same = np.array_equal(found.run.columns(0, UPDATES).theta, run.columns(0, UPDATES).theta)
    expect(same, "its rows are others")
    return ""


def _questions() -> str:
    from gdsim.study.exam.catalogue import KINDS

    for kind in KINDS.values():
        expect(bool(kind.make(0, kind.levels[0]).stem), f"{kind.key} asks nothing")
    return str(len(KINDS))


def _store() -> str:
    import sqlite3

    from gdsim import __version__
    from gdsim.clock import system_clock
    from gdsim.files.exam.opening import open_store
    from gdsim.study.exam.memory.kept_answers import new_id, slip_noticed
    from gdsim.study.exam.memory.syllabus import CardKey

    answer = slip_noticed(
        system_clock().moment(),
        "predict",
        CardKey("one-update", 1),
        "uphill",
        session=new_id(),
        question="{}",
        given="[]",
        program=__version__,
    )
    with tempfile.TemporaryDirectory() as folder:
        with open_store(Path(folder)) as store:
            store.add([answer])
        with open_store(Path(folder)) as store:
            expect(store.answers() == [answer], "another answer comes back")
    return tr("SQLite {version}").format(version=sqlite3.sqlite_version)


def _licences() -> str:
    from gdsim.files.licences import INSIDE, licences

    found = licences()
    names = {one.name for one in found}
    for inside in (name for parts in INSIDE.values() for name, _, _ in parts):
        expect(inside in names, f"that of {inside} is not there")
    expect(all(one.text for one in found), "one has no text")
    if getattr(sys, "frozen", False):
        expect("Python" in names, "that of Python is not there")
    return str(len(found))


CHECKS: Mapping[str, Callable[[], str]] = {
    "engine": _engine,
    "scenarios": _scenarios,
    "data": _data,
    "document": _document,
    "questions": _questions,
    "store": _store,
    "licences": _licences,
}
"""By the part's name; those of a table or a working are told by their format."""
