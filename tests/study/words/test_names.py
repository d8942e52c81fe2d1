"""What people call what can be chosen, alone and in the middle of a sentence."""

from __future__ import annotations

import pytest

from gdsim.engine.descent.methods import LAST_BATCHES, METHODS, ORDERS
from gdsim.engine.descent.rules import RULES, STATES
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.engine.descent.settings import SETTINGS
from gdsim.study.words.names import (
    axis_sign,
    axis_title,
    setting_sign,
    state_name,
    title_of,
    updates_text,
    word_of,
)
from gdsim.symbols import symbol

CHOICES = [
    (field, name)
    for field, options in (
        ("rule", RULES),
        ("schedule", SCHEDULES),
        ("method", METHODS),
        ("order", ORDERS),
        ("last_batch", LAST_BATCHES),
    )
    for name in options
]


@pytest.mark.parametrize(("field", "name"), CHOICES)
def test_a_choice_is_called_the_same_alone_and_in_a_sentence_but_for_capitals(field, name) -> None:
    title, phrase = title_of(field, name), word_of(field, name)
    assert title[0].isupper()
    assert phrase.lower() == title.lower()


def test_only_what_is_a_name_has_capitals_in_a_sentence() -> None:
    assert word_of("rule", "gd") == "gradient descent"
    assert word_of("rule", "nesterov") == "Nesterov momentum"
    assert word_of("schedule", "step") == "step by step"
    assert word_of("round_gradient", "2 figures") == "2 figures"


@pytest.mark.parametrize("name", SETTINGS)
def test_a_greek_setting_is_written_as_its_letter_and_another_by_its_name(name: str) -> None:
    letter = "ε" if name == "eps" else symbol(name)
    assert setting_sign(name) == letter.replace("_", " ")
    assert axis_sign(name) == (axis_title(name, "gd") if letter == name else letter)


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_called_as_its_column_in_words(state: str) -> None:
    assert state_name(state) == state.replace("_", " ")


def test_what_is_swept_is_told_from_what_else_has_that_title() -> None:
    titles = [axis_title(name, "gd") for name in (*SETTINGS, "learning_rate", "batch_size")]
    assert len(set(titles)) == len(titles)
    assert axis_title("cosine_updates", "gd") == "Cosine updates"
    assert axis_sign("learning_rate") == "η"


@pytest.mark.parametrize(
    ("rule", "title"),
    [("momentum", "Momentum β"), ("nesterov", "Momentum β"), ("rmsprop", "Decay β")],
)
def test_beta_is_called_by_what_the_rule_keeps_of(rule: str, title: str) -> None:
    assert axis_title("beta", rule) == title
    kept = {"Momentum β": "velocity", "Decay β": "mean of squares"}[title]
    (beta,) = (spec for spec in RULES[rule].settings if spec.name == "beta")
    assert kept in beta.tip


def test_one_update_is_not_several() -> None:
    assert updates_text(1) == "1 update"
    assert updates_text(1000) == "1,000 updates"
