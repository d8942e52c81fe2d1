"""Actions of a person, done by chance, and the bytes of what is there after them."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF

from gdsim.app.desk import Desk
from gdsim.app.pages import RUNS
from gdsim.engine.problem.dataset import Dataset
from gdsim.files.document.writing import save_document


def bytes_of(desk: Desk, folder: Path) -> bytes:
    """Return the document that is shown, once the window is laid out, as it would be saved."""
    QCoreApplication.processEvents()
    save_document(folder / "now.gdsim", desk.documents.state())
    return (folder / "now.gdsim").read_bytes()


def work_on(desk: Desk) -> None:
    """Do work of every kind: pasted data, a kept run, a title, a place in the run."""
    x = np.linspace(-1, 1, 7)
    dataset = Dataset("pasted text", ("x", "y"), np.column_stack([x, 2 * x]))
    desk.session.change(
        {"dataset": dataset, "objective": "(w*x + b - y)^2", "parameters": ("w", "b")}
    )
    for _ in range(6):
        desk.session.step()
    desk.session.go_to(3)
    desk.session.change({"learning_rate": 0.05})
    desk.session.step()
    desk.kept.rename(desk.kept.runs[0].key, "mine")
    desk.documents.set_texts("A line", "Through what was pasted.")
    desk.window.pages.turn_to(RUNS)


def actions_of(desk: Desk, chance: random.Random) -> list[Callable[[], object]]:
    """Return what a person may do, each of it a step to be taken back."""
    session, kept = desk.session, desk.kept
    keys = [one.key for one in kept.runs]
    some = chance.choice(keys) if keys else None
    change = session.change
    actions: list[Callable[[], object]] = [
        lambda: change({"learning_rate": chance.choice([0.01, 0.05, 0.1, 0.2, 0.3])}),
        lambda: change({"rule": chance.choice(["gd", "momentum", "adam", "rmsprop"])}),
        lambda: change({"schedule": chance.choice(["constant", "exponential"])}),
        lambda: change({"iterations": chance.choice([None, 30, 90])}),
        lambda: change({"round_parameters": chance.choice(["", "3 decimals"])}),
        lambda: change({"start": tuple(chance.uniform(-2, 2) for _ in session.run.theta)}),
        lambda: change({"objective": chance.choice(["x^2 + y^4", "a^2 + b^4 + 3*c^2", "x^4"])}),
        lambda: change({"maximise": chance.random() < 0.3}),
        lambda: change({"clip_norm": chance.choice([None, 0.5, 3.0])}),
        lambda: change({"let": chance.choice([{}, {"k": 2.0}])}),
        lambda: change({"bounds": bounds_of(session.run.objective.parameters, chance)}),
        lambda: change({"method": chance.choice(["batch", "mini-batch", "stochastic"])}),
        lambda: desk.scenarios.show_builtin(
            chance.choice(["himmelblau", "noisy-bowl", "why-sparse", "linear-regression"])
        ),
        lambda: desk.documents.set_texts(f"title {chance.random()}", "words"),
        lambda: use_data(desk, chance),
        lambda: click(desk, chance),
        desk.keeping.keep_present,
    ]
    if some is not None:
        actions += [
            lambda: kept.rename(some, f"name {chance.random()}"),
            lambda: kept.set_shown(some, chance.random() < 0.5),
            lambda: kept.move(some, chance.choice([-1, 1])),
            lambda: kept.duplicate(some),
            lambda: kept.remove(some),
            kept.bring_back,
        ]
    return actions


def bounds_of(parameters: tuple[str, ...], chance: random.Random) -> dict[str, tuple[float, float]]:
    """Return bounds of some of the parameters."""
    return {name: (chance.uniform(-3, 0), 2.5) for name in parameters if chance.random() < 0.5}


def moves_of(desk: Desk, chance: random.Random) -> list[Callable[[], object]]:
    """Return ways along the run, none of which is a step to be taken back."""
    session = desk.session
    return [
        session.step,
        session.step,
        session.back,
        session.first,
        lambda: session.go_to(chance.randint(0, 50)),
        session.next_stage,
        session.previous_epoch,
        lambda: zoom(desk, chance.uniform(0.4, 2.0)),
        lambda: pan(desk, chance.uniform(-60, 60), chance.uniform(-60, 60)),
        lambda: choose_axis(desk, chance.randrange(3)),
    ]


def zoom(desk: Desk, factor: float) -> None:
    """Zoom the landscape by a factor, as the wheel of the mouse does in its middle."""
    area = desk.window.landscape.plot.area
    area.zoomed.emit(area.rect().center(), factor)


def pan(desk: Desk, dx: float, dy: float) -> None:
    """Move the landscape by pixels, as a drag of the mouse does."""
    desk.window.landscape.plot.area.panned.emit(dx, dy)


def choose_axis(desk: Desk, across: int) -> None:
    """Put another parameter across, where there are more than two."""
    bar = desk.window.landscape.axis_bar
    if across < len(bar.names) > 2:
        bar.across.activated.emit(across)


def use_data(desk: Desk, chance: random.Random) -> None:
    """Use data that were pasted, with a loss of their own."""
    x = np.linspace(-1, 1, chance.randint(3, 40))
    dataset = Dataset("pasted text", ("x", "y"), np.column_stack([x, 2 * x + chance.random()]))
    desk.session.change(
        {"dataset": dataset, "objective": "(w*x + b - y)^2", "parameters": ("w", "b")}
    )


def click(desk: Desk, chance: random.Random) -> None:
    """Click somewhere in the landscape, to start there."""
    plot = desk.window.landscape.plot
    width, height = plot.frame.width, plot.frame.height
    plot.clickedAt.emit(QPointF(chance.uniform(0, width), chance.uniform(0, height)))
