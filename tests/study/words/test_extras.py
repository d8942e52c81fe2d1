"""The rarer settings in a few words."""

from __future__ import annotations

from gdsim.engine.descent.experiment import EXTRAS, FIELDS, Experiment
from gdsim.study.words.extras import extra_words
from tests.engine.descent.test_experiment import OTHERS

PLAIN = Experiment(objective="x^2")


def test_what_is_not_used_is_not_told() -> None:
    assert extra_words(PLAIN) == {}


def test_each_that_is_used_is_told() -> None:
    assert set(EXTRAS) <= set(FIELDS)
    for name in EXTRAS:
        assert list(extra_words(PLAIN.with_(**{name: OTHERS[name]}))) == [name]


def test_constants_are_told_by_name() -> None:
    assert extra_words(PLAIN.with_(let={"a": 1.0, "alpha": 0.5}))["let"] == "a = 1, α = 0.5"
