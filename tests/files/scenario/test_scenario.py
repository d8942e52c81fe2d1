"""Scenario files: what comes back, and what is refused with its line and key."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdsim.engine.descent.experiment import EXTRAS, Experiment
from gdsim.engine.descent.methods import METHODS, ORDERS
from gdsim.engine.descent.rules import RULES
from gdsim.engine.errors import InputError
from gdsim.engine.problem.generated import generate
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario, scenario_of
from gdsim.files.scenario.saving import save_scenario
from gdsim.files.scenario.scenario import Scenario, builtin_scenario, load_scenario
from tests.engine.descent.test_experiment import OTHERS
from tests.examples import examples

BOWL = 'objective = "w1^2 + 4*w2^2"\nstart = { w1 = 4, w2 = 2 }\n'


def load(tmp_path: Path, text: str) -> Scenario:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return load_scenario(path)


@settings(max_examples=examples(40))
@given(
    rate=st.floats(1e-9, 10),
    start=st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)),
    rule=st.sampled_from(sorted(RULES)),
    method=st.sampled_from(tuple(METHODS)),
    order=st.sampled_from(tuple(ORDERS)),
    norm=st.none() | st.floats(0, 1),
    warmup=st.integers(0, 9),
)
def test_saved_scenario_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory,
    rate: float,
    start: tuple[float, float],
    rule: str,
    method: str,
    order: str,
    norm: float | None,
    warmup: int,
) -> None:
    experiment = Experiment(
        objective="(w*x + b - y)^2",
        dataset=generate("linear(rows=50)"),
        parameters=("w", "b"),
        start=start,
        learning_rate=rate,
        rule=rule,
        method=method,
        order=order,
        settings={"warmup": warmup},
        stop_gradient_norm=norm,
        iterations=40,
    )
    path = tmp_path_factory.mktemp("s") / "mine.toml"
    save_scenario(path, Scenario("mine", "Mine ✓", 'says "hello"', experiment))
    loaded = load_scenario(path)
    assert loaded.experiment.with_(dataset=None) == experiment.with_(dataset=None)
    assert np.array_equal(loaded.experiment.dataset.values, experiment.dataset.values)
    assert (loaded.title, loaded.description) == ("Mine ✓", 'says "hello"')


@pytest.mark.parametrize("name", EXTRAS)
def test_what_is_asked_for_less_often_comes_back_too(tmp_path: Path, name: str) -> None:
    plain = Experiment(
        objective="(w*x + b - y)^2 + k*0",
        dataset=generate("linear(rows=50)"),
        parameters=("w", "b") if name == "let" else ("w", "b", "k"),
        start=(1.0, 2.0) if name == "let" else (1.0, 2.0, 3.0),
        rule="momentum",
    )
    experiment = plain.with_(**{name: OTHERS[name]})
    path = tmp_path / "mine.toml"
    save_scenario(path, Scenario("mine", "Mine", "", experiment))
    loaded = load_scenario(path).experiment
    assert loaded.with_(dataset=None) == experiment.with_(dataset=None)


def test_saved_run_with_changes_in_the_middle_repeats_bit_for_bit(tmp_path: Path) -> None:
    scenario = builtin_scenario("toy-bowl")
    run = Run(scenario.experiment)
    run.advance(5)
    run = run.branch(3, learning_rate=0.2, iterations=None)
    run.advance(4)
    run = run.branch(6, rule="momentum", settings={"beta": 0.5})
    run.advance(4)
    run = run.branch(8, rule="gd", settings={})
    run.advance(4)
    path = tmp_path / "changed.toml"
    save_scenario(path, scenario_of(run, scenario))
    again = run_scenario(load_scenario(path), updates=run.length)
    assert again.length == run.length == 12
    a, b = run.columns(0, 12), again.columns(0, 12)
    assert np.array_equal(a.new_theta, b.new_theta)
    assert np.array_equal(a.learning_rate, b.learning_rate)
    assert again.experiment == run.experiment


def test_data_beside_the_file_is_found_wherever_the_program_stands(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text("x,y\n1,2\n2,4\n")
    text = 'objective = "(w*x - y)^2"\ndata = "points.csv"\nstart = [0]\n'
    assert load(tmp_path, text).experiment.dataset.values.tolist() == [[1, 2], [2, 4]]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "objective"),
        ("objective = ", "TOML"),
        (BOWL + "rul = 'gd'\n", "line 3"),
        (BOWL + "rul = 'gd'\n", "did you mean rule"),
        (BOWL + "learning-rate = 'fast'\n", "line 3: learning-rate"),
        (BOWL + "method = 'minibatch'\n", "method"),
        (BOWL + "rule = 'adamm'\n", "adamm"),
        (BOWL + "bounds = { w = '3' }\n", "bounds: w = '3' is not accepted"),
        (BOWL + "bounds = { w = '0:x' }\n", "bounds: w = '0:x' is not accepted"),
        (BOWL + "let = { w1 = 3 }\n", "start names w1, w2; give a value for each of w2"),
        (BOWL + "let = { k = 'a' }\n", "line 3: let"),
        (
            BOWL + "[[change]]\nat = 900\nlearning-rate = -1\n",
            "change at 900: the learning rate is",
        ),
        (BOWL + "[[change]]\nat = 9\nround-gradient = 'Of'\n", "change at 9: 'Of' is no rounding"),
        (BOWL + "maximise = 'yes'\n", "line 3: maximise"),
        (BOWL + "batch-size = 2.5\n", "batch-size"),
        (BOWL + "[set]\nbeta = [1]\n", "set"),
        (BOWL + "[[change]]\nlearning-rate = 0.1\n", "at"),
        (BOWL + "view = { w1 = [2, 1] }\n", "view"),
        (BOWL + "view = { v = [1, 2] }\n", "view"),
        (BOWL + "minimum = [[1]]\n", "minimum"),
        (BOWL + "minimum = [[inf, 0]]\n", "minimum"),
        (BOWL + "change = 3\n", "change"),
        (BOWL + "[[change]]\nat = 0\n", "at"),
        (BOWL + "[[change]]\nat = 3\nobjective = 'x'\n", "objective"),
        ('objective = "w1^2 +"\nstart = [1]\n', "text ends"),
        ('objective = "w1^2"\nstart = [1, 2]\n', "2 values"),
        ('objective = "w1^2"\nstart = { v = 1 }\n', "w1"),
        ('objective = "w1^2"\nstart = [inf]\n', "finite"),
        ('objective = "(w*x)^2"\ndata = "none.csv"\nstart = [1]\n', "none.csv"),
        ('objective = "w1^2"\nstart = [1]\ndata = "linear(rows=0)"\n', "rows"),
    ],
)
def test_refusal_names_the_file_and_what_is_wrong(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(InputError) as caught:
        Run(load(tmp_path, text).experiment)
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["toy-bwl", "", "../secret"])
def test_unknown_name_is_answered_with_the_known_ones(name: str) -> None:
    with pytest.raises(InputError):
        load_scenario(name)


KEYS = ["objective", "start", "rule", "set", "seed", "data", "change", "view", "title", "x"]
VALUES = ['"w1^2"', "[1.0]", "{w1 = 1}", "3", "-1", '"gd"', "true", "[[1]]", "1979-05-27", "nan"]


@settings(max_examples=examples(150))
@given(lines=st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES), max_size=8))
def test_any_file_gives_a_scenario_or_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, lines: dict[str, str]
) -> None:
    text = "".join(f"{key} = {value}\n" for key, value in lines.items())
    try:
        scenario = load(tmp_path_factory.mktemp("s"), text)
        Run(scenario.experiment)
    except InputError:
        return
    assert np.isfinite(scenario.experiment.start).all()


FLATS = "flat;price;kind;note\n80 m²;$1,250;new;\n90 m²;$2,300;old;?\n100 m²;$1,475;new;a\n"
HOW = """objective = "(w*flat + v*price + b - kind)^2"
data = "flats.csv"
units = ["flat", "price"]
thousands = "comma"
labels = { kind = { old = -1, rest = 1 } }
start = [0, 0, 0]
iterations = 3
learning-rate = 1e-7
"""


def test_how_data_are_read_stands_in_keys_and_is_saved_with_the_data(tmp_path: Path) -> None:
    (tmp_path / "flats.csv").write_text(FLATS, encoding="utf-8")
    (tmp_path / "own.toml").write_text(HOW)
    said: list[str] = []
    scenario = load_scenario(tmp_path / "own.toml", said.append)
    dataset = scenario.experiment.dataset
    assert dataset is not None
    assert dataset.values.tolist() == [[80, 1250, 1], [90, 2300, -1], [100, 1475, 1]]
    assert len(said) == 2
    save_scenario(tmp_path / "copy.toml", scenario)
    again = load_scenario(tmp_path / "copy.toml").experiment.dataset
    assert again is not None
    assert (again.source, again.names) == (dataset.source, dataset.names)
    assert again.values.tolist() == dataset.values.tolist()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("skip-bad-rows = true", "skip-bad-rows: there is no data"),
        ("labels = { y = { no = 0 } }", "labels: there is no data"),
        ("thousands = 'comma'", "thousands: there is no data"),
        ("thousands = 'dots'", "line 3: thousands"),
        ("header = 'none'", "header: there is no data"),
        ("units = ['x']", "units: there is no data"),
    ],
)
def test_how_data_are_read_without_data_is_refused(tmp_path: Path, key: str, said: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(f'objective = "w^2"\nstart = [1]\n{key}\n')
    with pytest.raises(InputError, match=said):
        load_scenario(path)


READY = """loss = "logistic"
data = "flats.csv"
target = "kind"
units = ["flat", "price"]
features = ["flat:price"]
penalty = { l2 = 0.5 }
"""


def test_a_ready_made_loss_stands_in_keys_and_starts_from_0(tmp_path: Path) -> None:
    (tmp_path / "flats.csv").write_text(FLATS, encoding="utf-8")
    (tmp_path / "own.toml").write_text(READY)
    experiment = load_scenario(tmp_path / "own.toml").experiment
    assert experiment.start == (0, 0, 0)
    run = Run(experiment)
    theta = np.array([0.01, -0.001, 0.2])
    x = np.array([[80, 1250, 1], [90, 2300, 1], [100, 1475, 1]])
    # In the order of the alphabet, new is 0 and old is 1.
    label = np.where(np.array(["new", "old", "new"]) == "old", 1, -1)
    expected = np.log1p(np.exp(-label * (x @ theta))).mean() + 0.5 * (theta[:2] ** 2).sum()
    assert float(run.objective.value(theta)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('loss = "squares"\ntarget = "y"\n', "loss needs data"),
        ('loss = "squares"\ndata = "flats.csv"\n', "loss needs target"),
        ('objective = "w^2"\ntarget = "y"\n', "target belongs to a ready-made loss"),
        ('objective = "w^2"\nloss = "squares"\n', "loss takes the place of objective"),
        ("start = [1]\n", "missing key objective"),
        (f"{READY.replace('logistic', 'log')}", "the loss is log; give one of squares"),
        (f"{READY.replace('l2', 'l3')}", "the penalty is l3; give one of none, l2, l1"),
        (f'{READY}convention = "half"\n', "half belongs to least squares"),
        (f"{READY.replace('flat:price', 'size')}", "features: there is no column size"),
    ],
)
def test_a_ready_made_loss_that_does_not_fit_is_refused(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "flats.csv").write_text(FLATS, encoding="utf-8")
    (tmp_path / "own.toml").write_text(text)
    with pytest.raises(InputError, match=said):
        load_scenario(tmp_path / "own.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("learning-rate = -1", "own.toml: the learning rate is -1"),
        ('rule = "adam"\nset = { beta1 = 2 }', "own.toml: beta1 is 2"),
        ("epochs = 0", "own.toml: the limit of epochs is 0"),
        ('method = "off"', "method: off is unknown; give one of batch, mini-batch, stochastic"),
        ("seed = 1.5", "seed: a number is not accepted here; give a whole number"),
        ("maximise = 1", "maximise: a whole number is not accepted here; give true or false"),
        (
            "[[change]]\nat = 3\norder = 'x'",
            "line 5: order: x is unknown; give one of fixed, replacement, reshuffle, shuffle",
        ),
        ("[[compare]]\nseed = 1", "missing key name"),
    ],
)
def test_a_setting_that_no_run_can_have_is_refused_in_plain_words_with_the_file(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "own.toml").write_text(f'objective = "x^2"\nstart = {{ x = 1 }}\n{text}\n')
    with pytest.raises(InputError, match=said) as refused:
        load_scenario(tmp_path / "own.toml")
    assert str(refused.value).startswith("own.toml: ")


@pytest.mark.parametrize("name", ["folder.toml", "sub/none.toml"])
def test_a_file_that_was_meant_is_refused_without_the_names_of_all_scenarios(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(InputError, match=r"\); name a scenario file$"):
        load_scenario(tmp_path / name)
