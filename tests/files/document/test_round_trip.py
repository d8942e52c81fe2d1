"""What is written and read again is the same to the bit, and goes on as it would have."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.engine.run.trace import ROWS_OF_A_BLOCK
from gdsim.files.document.document import Document
from gdsim.files.document.reading import document_title, load_document
from gdsim.files.document.writing import save_document
from gdsim.files.iterations import table_frame
from gdsim.files.scenario.saving import save_scenario
from gdsim.files.scenario.scenario import Scenario, builtin_scenario
from gdsim.study.words.stops import ending_sentence
from tests.files.document.documents import (
    BOWL,
    REGRESSION,
    assert_same_run,
    document_of,
    experiments,
    scenario_for,
)

TOO_STEEP = Dataset("/home/me/steep.csv | columns a", ("a",), np.array([[1.0], [1000.0]]))


def again(document: Document, folder: Path) -> Document:
    save_document(folder / "it.gdsim", document)
    return load_document(folder / "it.gdsim")


@pytest.mark.parametrize("experiment", list(experiments()), ids=lambda one: one.rule)
def test_every_run_has_the_same_rows_and_goes_on_the_same(
    experiment: Experiment, tmp_path: Path
) -> None:
    document = document_of(experiment)
    read = again(document, tmp_path)
    assert_same_run(read.run, document.run)
    for one, other in zip(read.kept, document.kept, strict=True):
        assert_same_run(one.run, other.run)


@pytest.mark.parametrize(
    ("changes", "is_of_step"),
    [
        # From (4, 2) the step alone is no number, at once or when the velocity has grown.
        ({"learning_rate": 1.7e308}, True),
        ({"objective": "w1", "schedule": "exact"}, True),
        ({"objective": "sin(w1)", "learning_rate": 1e308, "rule": "momentum"}, True),
        # The loss is too large, or none; so is a slope beside a loss of 0.
        ({"learning_rate": 9.0}, False),
        ({"objective": "exp(w1)", "learning_rate": 100.0, "maximise": True}, False),
        ({"objective": "sqrt(w1)", "start": (1.0,), "learning_rate": 2.0}, False),
        # That of the batch is a number, and that of all rows none; nor is the step.
        (
            {"objective": "exp(a*w1)", "dataset": TOO_STEEP, "method": "stochastic"}
            | {"learning_rate": 1.7e308},
            False,
        ),
    ],
)
def test_how_a_run_came_to_its_end_is_told_the_same(
    changes: dict[str, object], is_of_step: bool, tmp_path: Path
) -> None:
    given: dict[str, object] = {"start": (4.0,) if "objective" in changes else (4.0, 2.0)}
    experiment = BOWL.with_(**{**given, **changes})
    run = Run(experiment)
    run.advance(1000)
    read = again(Document(scenario_for(experiment), run), tmp_path).run
    assert run.stop is not None and run.stop.is_of_step == is_of_step
    assert_same_run(read, run)
    assert ending_sentence(read) == ending_sentence(run)
    assert len(table_frame(read)) == len(table_frame(run))


def test_all_that_belongs_to_a_run_comes_back(tmp_path: Path) -> None:
    document = replace(document_of(REGRESSION), place="practice")
    read = again(document, tmp_path)
    assert (read.cursor, read.page) == (document.cursor, document.page)
    assert read.place == "practice"
    for one, other in zip(read.kept, document.kept, strict=True):
        assert (one.name, one.look) == (other.name, other.look)
        assert (one.is_shown, one.is_prepared) == (other.is_shown, other.is_prepared)
    assert read.scenario.title == "A title – of mine"
    assert read.scenario.description == "What it is about."


@pytest.mark.parametrize("name", ["himmelblau", "why-sparse", "linear-regression"])
def test_the_scenario_comes_back_with_its_hints(name: str, tmp_path: Path) -> None:
    scenario = builtin_scenario(name)
    read = again(Document(scenario, Run(scenario.experiment)), tmp_path)
    found, own = read.scenario, scenario
    assert (found.name, found.title, found.description) == (own.name, own.title, own.description)
    assert (found.view, found.minima, found.compare) == (own.view, own.minima, own.compare)
    assert (found.changes, found.position) == (own.changes, own.position)


def test_data_that_are_in_no_file_come_back(tmp_path: Path) -> None:
    experiment = REGRESSION.with_(dataset=REGRESSION.dataset.scaled("min-max", ["x"]))
    document = document_of(experiment)
    given, found = experiment.dataset, again(document, tmp_path).run.objective.dataset
    assert found is not None and given is not None
    assert np.array_equal(found.values, given.values)
    assert (found.source, found.names, found.left_out) == (
        given.source,
        given.names,
        given.left_out,
    )
    (scaling,) = found.scalings
    assert (scaling.method, scaling.names) == ("min-max", ("x",))
    assert np.array_equal(scaling.scale, given.scalings[0].scale)


def test_runs_of_the_same_loss_share_it_and_their_data_after_reading(tmp_path: Path) -> None:
    read = again(document_of(REGRESSION), tmp_path)
    assert all(kept.run.objective is read.run.objective for kept in read.kept)
    assert read.scenario.experiment.dataset is read.run.objective.dataset


@pytest.mark.parametrize("updates", [0, ROWS_OF_A_BLOCK - 1, ROWS_OF_A_BLOCK, ROWS_OF_A_BLOCK + 1])
def test_rows_that_just_fill_their_storage_come_back(updates: int, tmp_path: Path) -> None:
    run = Run(REGRESSION)
    run.advance(updates)
    assert_same_run(again(Document(scenario_for(REGRESSION), run), tmp_path).run, run)


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    document = document_of(REGRESSION)
    first, second = tmp_path / "first.gdsim", tmp_path / "second.gdsim"
    save_document(first, document)
    save_document(second, load_document(first))
    assert first.read_bytes() == second.read_bytes()


def test_shared_rows_and_data_are_written_once(tmp_path: Path) -> None:
    run = Run(BOWL)
    run.advance(10_000)
    alone, shared = tmp_path / "alone.gdsim", tmp_path / "shared.gdsim"
    document = Document(scenario_for(BOWL), run)
    save_document(alone, document)
    kept = document_of(BOWL).kept[:1]
    kept = tuple(type(kept[0])(f"{k}", run.branch(run.length), k) for k in range(5))
    save_document(shared, Document(document.scenario, run, kept=kept))
    assert shared.stat().st_size < 1.05 * alone.stat().st_size


def test_a_run_that_goes_on_meanwhile_does_not_change_what_is_written(tmp_path: Path) -> None:
    run = Run(REGRESSION)
    run.advance(50)
    frozen = Document(scenario_for(REGRESSION), run.twin())
    save_document(tmp_path / "before.gdsim", frozen)
    run.advance(5_000)
    save_document(tmp_path / "after.gdsim", frozen)
    assert (tmp_path / "before.gdsim").read_bytes() == (tmp_path / "after.gdsim").read_bytes()


def test_the_title_of_a_file_is_that_of_what_is_run(tmp_path: Path) -> None:
    bowl, path = builtin_scenario("toy-bowl"), tmp_path / "it.gdsim"
    steep = Experiment(objective="a*w1^2", dataset=TOO_STEEP)
    titles = {
        "Elongated bowl": Run(bowl.experiment),
        "w1^4": Run(Experiment(objective="w1^4")),
        "steep.csv": Run(steep),
    }
    for title, run in titles.items():
        save_document(path, Document(bowl, run))
        assert document_title(path) == title
    path.write_bytes(path.read_bytes()[:-30])
    assert document_title(path) == ""
    assert document_title(tmp_path / "gone.gdsim") == ""


def test_data_of_a_file_whose_name_is_no_text_come_back_with_it(tmp_path: Path) -> None:
    values = np.array([[1.0, 2.0], [2.0, 4.0]])
    dataset = Dataset("d\udcff.csv", ("x", "y"), values)
    experiment = Experiment(objective="(w*x - y)^2", dataset=dataset, start=(1.0,))
    document = Document(Scenario("s", "s", "", experiment), Run(experiment))
    save_document(tmp_path / "d.gdsim", document)
    again = load_document(tmp_path / "d.gdsim").scenario.experiment.dataset
    assert again is not None
    assert again.source == dataset.source
    with pytest.raises(InputError, match="a file named in it has a name that is no text"):
        save_scenario(tmp_path / "s.toml", document.scenario)
