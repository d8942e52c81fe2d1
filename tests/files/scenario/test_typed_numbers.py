"""Texts where a scenario file has a number."""

from __future__ import annotations

import pytest

from gdsim.engine.errors import InputError
from gdsim.files.scenario.scenario import load_scenario

FILE = 'objective = "w1^2 + 4*w2^2"\n'


def load(tmp_path, text: str):
    path = tmp_path / "mine.toml"
    path.write_text(FILE + text, encoding="utf-8")
    return load_scenario(path).experiment


@pytest.mark.parametrize(
    "start",
    ['"1/4; 3"', '"(0,25; 3)"', '["1/4", 3]', '{ w1 = "1/4", w2 = 3 }', '"w2 = 3, w1 = 0.25"'],
)
def test_a_start_may_be_text(tmp_path, start: str) -> None:
    assert load(tmp_path, f"start = {start}\n").start == (0.25, 3.0)


def test_every_number_may_be_text(tmp_path) -> None:
    experiment = load(
        tmp_path,
        'start = [1, 1]\nlearning-rate = "10^-2"\niterations = "1,000"\nrule = "RMSprop"\n'
        'set = { beta = "9/10" }\nstop-loss = "1·10^-3"\nstop-gradient-norm = "off"\n',
    )
    assert (experiment.learning_rate, experiment.iterations) == (0.01, 1000)
    assert (experiment.rule, experiment.stop_loss) == ("rmsprop", 0.001)
    assert experiment.stop_gradient_norm is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('start = [1, 1]\nlearning-rate = "fast"\n', "line 3: learning-rate: “fast” is not a"),
        ('start = [1, 1]\nepochs = "1.5"\n', "line 3: epochs: “1.5” is not a whole number"),
        ('start = { w1 = "x", w2 = 1 }\n', "line 2: start.w1: “x” is not a number"),
        ('start = "1; 2; 3"\n', "start has 3 values; give one for each of w1, w2"),
        ("start = 1\n", "the start has 1 value; give one for each of w1, w2"),
        ("start = [1]\n", "the start has 1 value; give one for each of w1, w2"),
        ('start = [1, 1]\nrule = "lbfgs"\n', "the rule lbfgs is unknown"),
    ],
)
def test_other_texts_are_refused_where_they_stand(tmp_path, text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        load(tmp_path, text)
    assert said in str(caught.value)
