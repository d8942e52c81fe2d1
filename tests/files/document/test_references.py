"""Data that a document refers to: known by size and checksum, asked for where they are not."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run
from gdsim.files.data.reading import dataset_from
from gdsim.files.document.document import Document
from gdsim.files.document.reading import load_document
from gdsim.files.document.references import Reference, reference_to
from gdsim.files.document.writing import save_document
from gdsim.files.scenario.scenario import Scenario
from tests.files.document.documents import assert_same_run


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "points.csv"
    path.parent.mkdir()
    rows = "".join(f"{k / 7},{k},n{k}\n" for k in range(500))
    path.write_text(f"x,y,name\n{rows}", encoding="utf-8")
    return path


def referring(data: Path, steps: str = "standardise x") -> Document:
    """Return a document of a run on the data in a file, which it refers to."""
    dataset = dataset_from(f"{data} | {steps}", Path())
    experiment = Experiment(
        objective="(w*x - y)^2", dataset=dataset, start=(0.5,), learning_rate=1e-6
    )
    run = Run(experiment)
    run.advance(20)
    reference = reference_to(dataset, Path())
    assert reference is not None
    scenario = Scenario("it", "It", "", experiment)
    return Document(scenario, run, references={dataset: reference})


@pytest.fixture
def path(tmp_path: Path, data: Path) -> Path:
    target = tmp_path / "documents" / "it.gdsim"
    target.parent.mkdir()
    save_document(target, referring(data))
    return target


def test_the_document_holds_no_data_and_opens_to_the_same_bits(path: Path, data: Path) -> None:
    document = referring(data)
    save_document(path.with_name("carried.gdsim"), replace(document, references={}))
    assert path.stat().st_size < path.with_name("carried.gdsim").stat().st_size - 500 * 16
    read = load_document(path)
    assert_same_run(read.run, document.run)
    ours, its = document.run.objective.dataset, read.run.objective.dataset
    assert ours is not None and its is not None
    assert np.array_equal(ours.values, its.values)
    assert (its.source, its.names, its.left_out) == (ours.source, ours.names, ("name",))
    assert its.scalings[0].offset == ours.scalings[0].offset
    save_document(path.with_name("again.gdsim"), read)
    assert path.with_name("again.gdsim").read_bytes() == path.read_bytes()


STEPS = (
    "skip-bad-rows",
    "columns y, x | min-max x, y",
    'thousands none | columns x, y, name | labels name: "bad | n"=1, rest=0 | skip-bad-rows x',
)


@pytest.mark.parametrize("steps", STEPS)
def test_what_was_done_to_the_data_is_done_again(steps: str, data: Path, tmp_path: Path) -> None:
    with data.open("a", encoding="utf-8") as file:
        file.write("" if steps.startswith("columns") else "bad,1,n\n1,2,bad | n\n")
    document = referring(data, steps)
    save_document(tmp_path / "it.gdsim", document)
    assert_same_run(load_document(tmp_path / "it.gdsim").run, document.run)


@pytest.mark.parametrize("damage", ["missing", "changed", "longer", "a folder"])
def test_a_file_that_is_not_as_it_was_is_told_in_a_sentence(
    damage: str, path: Path, data: Path
) -> None:
    content = data.read_bytes()
    data.unlink()
    if damage == "changed":
        data.write_bytes(content.replace(b"7", b"8"))
    elif damage == "longer":
        data.write_bytes(content + b"1,2,n\n")
    elif damage == "a folder":
        data.mkdir()
    with pytest.raises(InputError) as caught:
        load_document(path)
    told = "missing" if damage in ("missing", "a folder") else "changed"
    assert told in str(caught.value) and str(data) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_shown_is_taken_if_it_is_the_right_one(
    path: Path, data: Path, tmp_path: Path
) -> None:
    wrong, moved = tmp_path / "wrong.csv", tmp_path / "moved.csv"
    wrong.write_text("x,y\n1,2\n")
    shutil.move(data, moved)
    shown, told = [wrong, moved], []

    def find(reference: Reference, refusal: InputError) -> Path:
        told.append(str(refusal))
        return shown.pop(0)

    document = load_document(path, find)
    assert (str(data) in told[0], str(wrong) in told[1]) == (True, True)
    (reference,) = document.references.values()
    assert reference.path == moved
    # From now on it is known where the file is.
    save_document(path, document)
    assert load_document(path).run.length == 20


def test_a_file_that_moved_with_its_document_is_found(path: Path, data: Path) -> None:
    shutil.move(data, path.parent / data.name)
    (reference,) = load_document(path).references.values()
    assert reference.path == path.parent / data.name


def test_data_that_no_file_gives_are_not_referred_to(data: Path, tmp_path: Path) -> None:
    dataset = dataset_from(str(data), Path())
    data.write_text("x,y\n1,2\n")
    assert reference_to(dataset, Path()) is None
    data.unlink()
    assert reference_to(dataset, Path()) is None
    assert reference_to(dataset_from("linear(rows=20)", Path()), tmp_path) is None


def test_a_file_seen_from_a_folder_is_referred_to_wherever_the_program_stands(data: Path) -> None:
    dataset = dataset_from("points.csv | standardise x", data.parent)
    reference = reference_to(dataset, data.parent)
    assert reference is not None and reference.path == data
