"""Documents of every kind, and whether two are the same to the bit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.methods import LAST_BATCHES, METHODS, ORDERS
from gdsim.engine.descent.rules import RULES
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.files.document.document import Document, KeptPart, View
from gdsim.files.document.manifest import FORMAT, Manifest
from gdsim.files.document.writing import save_document
from gdsim.files.scenario.scenario import Scenario

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=0.1)


def pasted_data(n: int = 23) -> Dataset:
    """Return data that are in no file."""
    x = np.linspace(-1.0, 1.0, n)
    values = np.column_stack([x, 3 * x - 1 + 0.1 * np.sin(40 * x)])
    return Dataset("pasted text", ("x", "y"), values, left_out=("name",))


REGRESSION = Experiment(
    objective="(w*x + b - y)^2",
    dataset=pasted_data(),
    start=(0.25, -0.5),
    learning_rate=0.05,
    method="mini-batch",
    batch_size=5,
    seed=3,
)


def experiments() -> Iterator[Experiment]:
    """Yield experiments with every rule, schedule, kind of batch and rounding."""
    yield from (REGRESSION.with_(rule=rule) for rule in RULES)
    yield from (REGRESSION.with_(schedule=schedule) for schedule in SCHEDULES)
    for method in METHODS:
        for order in ORDERS:
            yield from (
                REGRESSION.with_(method=method, order=order, last_batch=last)
                for last in LAST_BATCHES
            )
    yield REGRESSION.with_(rule="adam", round_gradient="2 figures", round_parameters="3 decimals")
    yield REGRESSION.with_(dataset=pasted_data().scaled("standardise", ["x"]))
    yield REGRESSION.with_(dataset=pasted_data().scaled("standardise-sample", ["x"]))
    yield REGRESSION.with_(stop_loss_change=1e-3, epochs=300)
    yield REGRESSION.with_(stop_step=1e-4, epochs=300)
    for convention in ("rate-inside", "lookahead"):
        yield REGRESSION.with_(rule="nesterov", settings={"convention": convention})
    yield REGRESSION.with_(rule="adam", settings={"eps_place": "inside"})
    yield REGRESSION.with_(schedule="cyclic", settings={"per": "epoch", "half_cycle": 2})
    yield BOWL
    yield BOWL.with_(objective="w1^4 + w2^2", schedule="exact")
    yield BOWL.with_(objective="-w1^2 - 4*w2^2", maximise=True, rule="momentum")
    yield REGRESSION.with_(rule="adam", clip_norm=0.25)
    yield BOWL.with_(rule="nesterov", initial={"velocity_w1": -2.0})
    yield BOWL.with_(bounds={"w1": (1.0, float("inf")), "w2": (-2.0, 2.0)})
    yield BOWL.with_(objective="w1^2 + k*w2^2", let={"k": 4.0})
    yield BOWL.with_(learning_rate=9.0)
    yield BOWL.with_(learning_rate=1.7e308)


def scenario_for(experiment: Experiment) -> Scenario:
    return Scenario("mine", "A title – of mine", "What it is about.", experiment)


def branched(experiment: Experiment, updates: int = 60) -> Run:
    """Return a run with a change of the rate in the middle, and another of the rule."""
    run = Run(experiment)
    run.advance(updates // 2)
    run = run.branch(run.length, learning_rate=experiment.learning_rate / 2)
    run.advance(updates // 2)
    # A line search goes with no other rule than gd.
    fields = {"schedule": "constant"} if SCHEDULES[experiment.schedule].search else {}
    run = run.branch(run.length // 2, rule="adam", settings={}, **fields)
    run.advance(updates)
    return run


def document_of(experiment: Experiment) -> Document:
    """Return a document of a branched run, with runs kept that share rows with it."""
    run = branched(experiment)
    kept = tuple(
        KeptPart(f"run {k}", run.branch(t), look=k, is_shown=k != 1, is_prepared=k == 2)
        for k, t in enumerate((run.length, run.length // 2, 0))
    )
    return Document(scenario_for(experiment), run, run.length // 3, "runs", kept)


def rows_of(run: Run) -> list[bytes]:
    """Return every number of a run's rows, the pending one among them."""
    columns = run.columns(0, run.length + 1)
    names = ("epoch", "batch", "batch_size", "learning_rate", "theta", "loss", "gradient")
    names += ("full_loss", "new_theta")
    found = [getattr(columns, name).tobytes() for name in names]
    return found + [columns.state[name].tobytes() for name in columns.state]


def assert_same_run(one: Run, other: Run, further: int = 40) -> None:
    """Assert that two runs have the same rows, and still have them after more updates."""
    assert rows_of(one) == rows_of(other)
    assert repr(one.stop) == repr(other.stop)
    for earlier, later in zip(one.segments, other.segments, strict=True):
        assert earlier.first == later.first
        assert earlier.experiment.changed_fields(later.experiment).keys() <= {"dataset"}
    mine, its = one.twin(), other.twin()
    mine.advance(further)
    its.advance(further)
    assert rows_of(mine) == rows_of(its)
    assert repr(mine.stop) == repr(its.stop)


VIEW = View((1, 0), (-1.5, 2.0), (-3.0, 0.25), True, False, 0.2, "log", "epoch", ("cloud",))

VERSIONS = Path(__file__).parent / "versions"
"""A document of every way in which they were ever written, and the keys of the newest."""

KEYS = VERSIONS / "keys.txt"


def keys_of_the_manifest() -> str:
    """Return every key that a document can have, a line for each part of it."""
    _, components = msgspec.json.schema_components([Manifest])
    parts = [
        f"{name}: {', '.join(map(str, part.get('properties') or part.get('enum')))}"
        for name, part in components.items()
    ]
    return "\n".join(sorted(parts)) + "\n"


def write_version() -> None:
    """Write the sample of the newest version: once, when `FORMAT` was raised."""
    save_document(VERSIONS / f"{FORMAT}.gdsim", replace(document_of(REGRESSION), view=VIEW))
    KEYS.write_text(f"{FORMAT}\n{keys_of_the_manifest()}", encoding="utf-8")


if __name__ == "__main__":
    write_version()
