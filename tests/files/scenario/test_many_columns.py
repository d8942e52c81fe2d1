"""A ready-made loss of hundreds of columns in scenario files and documents."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gdsim.engine.run.run import Run
from gdsim.files.document.document import Document
from gdsim.files.document.reading import load_document
from gdsim.files.document.writing import save_document
from gdsim.files.scenario.run import run_scenario, scenario_of
from gdsim.files.scenario.saving import save_scenario
from gdsim.files.scenario.scenario import Scenario, load_scenario

COLUMNS = 300


@pytest.fixture(params=["logistic", "softmax"])
def scenario(tmp_path: Path, request: pytest.FixtureRequest) -> Scenario:
    kind = request.param
    rng = np.random.default_rng(4)
    x = rng.normal(size=(30, COLUMNS)).round(3)
    y = np.arange(30) % (3 if kind == "softmax" else 2)
    header = ",".join(["label", *(f"p{k}" for k in range(COLUMNS))])
    np.savetxt(
        tmp_path / "digits.csv", np.column_stack([y, x]), "%.3g", ",", header=header, comments=""
    )
    path = tmp_path / "mine.toml"
    path.write_text(
        f'loss = "{kind}"\ndata = "digits.csv"\ntarget = "label"\niterations = 4\n'
        'rule = "adam"\npenalty = "l2=0.1"\n'
    )
    return load_scenario(path)


def test_a_scenario_of_many_columns_is_saved_and_loaded_and_repeats(
    tmp_path: Path, scenario: Scenario
) -> None:
    run = run_scenario(scenario)
    assert run.length == 4
    save_scenario(tmp_path / "again.toml", scenario_of(run, scenario))
    again = run_scenario(load_scenario(tmp_path / "again.toml"))
    assert again.theta.tolist() == run.theta.tolist()
    assert "~ p0:p299; l2 = 0.1)" in (tmp_path / "again.toml").read_text()


def test_a_document_of_many_columns_opens_as_it_was(tmp_path: Path, scenario: Scenario) -> None:
    run = Run(scenario.experiment)
    run.advance(3)
    path = tmp_path / "mine.gdsim"
    save_document(path, Document(scenario=scenario, run=run, cursor=2))
    opened = load_document(path).run
    assert opened.theta.tolist() == run.theta.tolist()
    opened.advance(1)
    run.advance(1)
    assert opened.theta.tolist() == run.theta.tolist()
