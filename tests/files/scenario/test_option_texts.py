"""What an option accepts, a scenario file accepts under its name as text."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from gdsim.cli.experiment import scenario_from
from gdsim.cli.main import main
from gdsim.cli.options import add_experiment_options
from gdsim.cli.ready_made import add_loss_options, loss_scenario
from gdsim.engine.errors import InputError
from gdsim.files.scenario.scenario import load_scenario

FORMULA = {"objective": "(w*x + a*b - y)^2", "data": "flats.csv", "start": "w=1,b=2", "let": "a=3"}
LOSS = {"loss": "squares", "data": "flats.csv", "target": "y", "features": "x"}

TEXTS = {
    "objective": ["(w*x + a*b - y)^2"],
    "data": ["flats.csv"],
    "start": ["w=4,b=2", "4,2", "(1/2; 0,5)", "b = 1, w = 2"],
    "let": ["a=1", "a=1/2", "a = 1, k = 100"],
    "bounds": ["w=0:", "w=0.2:", "w=-1:1,b=:3", "w = 0:; b = -1:1/2"],
    "parameters": ["b,w", "b, w"],
    "learning-rate": ["0.1", "1/4", "10^-2", "0,25"],
    "schedule": ["cosine", "Step", "1/√t"],
    "rule": ["adam", "RMSprop", "SGD"],
    "set": ["beta=0.8", "beta=4/5", "convention=average"],
    "initial": ["velocity_w=0.2", "previous_w=1/2, velocity_b=3"],
    "clip-norm": ["1", "2*sqrt(2)"],
    "skip-bad-rows": [],
    "maximise": [],
    "labels": ["y: low=0, high=1", "'y': low=-1, rest=1", "y: high"],
    "units": ["x", "x, price"],
    "thousands": ["comma", "none"],
    "header": ["first"],
    "method": ["stochastic"],
    "batch-size": ["2", "1e0"],
    "order": ["fixed"],
    "last-batch": ["drop"],
    "seed": ["7", "1e2"],
    "round-gradient": ["2 figures"],
    "round-parameters": ["3 decimals"],
    "iterations": ["40", "1,000"],
    "epochs": ["3"],
    "stop-gradient-norm": ["1e-3", "1/1000"],
    "stop-loss-change": ["0,001"],
    "stop-loss": ["1e-3"],
    "stop-step": ["10^-6"],
    "loss": ["huber"],
    "target": ["price"],
    "features": ["x", "x:price", "x, price"],
    "convention": ["half"],
    "penalty": ["l2=0.1", "l1 = 1/10"],
}
"""Texts that each option takes."""

NO_KEYS = {"show", "help"}
"""Options of a run alone."""

OF_LOSS = {"loss", "target", "features", "convention", "penalty"}


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser()
    add_experiment_options(found)
    add_loss_options(found)
    return found


def test_every_option_that_is_a_key_is_looked_at() -> None:
    names = {name for action in parser()._actions for name in action.option_strings}
    flags = {name.removeprefix("--") for name in names if name.startswith("--")}
    assert flags - NO_KEYS - {"no-maximise"} == TEXTS.keys()


def described(texts: dict[str, str]) -> argparse.Namespace:
    return parser().parse_args([f"--{key}={text}" for key, text in texts.items()])


def keyed(texts: dict[str, str]) -> str:
    return "".join(f"{key} = {json.dumps(text)}\n" for key, text in texts.items())


@pytest.mark.parametrize(
    ("key", "text"), [(key, text) for key, texts in TEXTS.items() for text in texts]
)
def test_a_key_takes_the_text_of_its_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    last = "high", "low"
    cells = last if key == "labels" else ("7", "9")
    lines = ["x,price,y", f"1,2,{cells[0]}", f"3,5,{cells[1]}"]
    Path("flats.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    of_rule = {"rule": "momentum"} if key in ("set", "initial") else {}
    method = {"method": "mini-batch"} if key == "batch-size" else {"iterations": "4"}
    texts = {**(LOSS if key in OF_LOSS else FORMULA), **of_rule, **method, key: text}
    if text.startswith("a = 1, k"):
        texts["objective"] = "(w*x + a*b*k - y)^2"
    if key == "target":
        texts["features"] = "x"
    Path("mine.toml").write_text(keyed(texts), encoding="utf-8")
    options = described(texts)
    made = loss_scenario(options)[0] if key in OF_LOSS else scenario_from(options)
    theirs = load_scenario("mine.toml").experiment
    wanted = made.experiment.with_(dataset=None)
    assert theirs.with_(dataset=None, iterations=None) == wanted.with_(iterations=None)
    dataset = made.experiment.dataset
    assert theirs.dataset is not None
    assert dataset is not None
    assert theirs.dataset.names == dataset.names
    assert theirs.dataset.values.tolist() == dataset.values.tolist()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('bounds = "x"', "line 4: bounds: 'x' is not accepted; give NAME=VALUE, as x=0:"),
        ('let = ["a=1", "a"]', "line 4: let: 'a' is not accepted; give NAME=VALUE, as a=1"),
        ('set = "beta=0.9, beta=0.8"', "line 4: set: beta stands there twice"),
        ('labels = "y"', "line 4: labels: the labels 'y' cannot be read"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_at_its_line(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f'objective = "x^2"\nstart = 1\nrule = "momentum"\n{text}\n')
    with pytest.raises(InputError, match=said):
        load_scenario(path)


def test_texts_may_stand_in_lists_where_options_may_be_repeated(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'objective = "a*x^2"\nstart = 1\nlet = ["a=1", "a=2"]\nrule = "adam"\n'
        'set = ["beta1=0.8", "beta2=0.9"]\n[[change]]\nat = 2\nset = "beta1=0.5"\n'
    )
    scenario = load_scenario(path)
    assert scenario.experiment.let == {"a": 2.0}
    assert scenario.experiment.settings == {"beta1": "0.8", "beta2": "0.9"}
    assert scenario.changes[0].fields == {"settings": {"beta1": "0.5"}}


@pytest.mark.parametrize("sign", ["", "--"])
def test_a_ready_made_loss_is_not_maximised_wherever_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sign: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("flats.csv").write_text("x,y\n1,2\n3,4\n")
    Path("mine.toml").write_text(f"{keyed(LOSS)}maximise = true\n")
    words = [f"--{key}={text}" for key, text in LOSS.items()]
    assert main(["run", *([*words, "--maximise"] if sign else ["mine.toml"])]) == 2
    said = f"{sign}loss is there to be minimised; leave {sign}maximise out\n"
    assert capsys.readouterr().err.endswith(said)
