"""The keys of a scenario file, held against the fields of an experiment."""

from __future__ import annotations

import pytest

from gdsim.engine.descent.experiment import CHANGEABLE, FIXED, STOPPING, Experiment
from gdsim.engine.errors import InputError
from gdsim.files.scenario.file import ScenarioFile, Settings, decode, keys_of

KEYS = {"settings": "set", "dataset": "data"}
"""Keys that are not called as their field."""


def test_every_field_of_an_experiment_has_a_key_and_no_other_setting_is_there() -> None:
    assert [KEYS.get(name, name) for name in CHANGEABLE] == list(Settings.__struct_fields__)
    assert {KEYS.get(name, name) for name in FIXED} <= set(ScenarioFile.__struct_fields__)


@pytest.mark.parametrize("name", CHANGEABLE)
def test_a_field_comes_back_from_the_key_that_it_is_written_under(name: str) -> None:
    plain = Experiment(objective="w^2", settings={"beta": 0.5}, round_gradient="2 figures")
    value = 7 if name in STOPPING else getattr(plain, name)
    (key, written), *others = keys_of({name: value}).items()
    assert others == []
    given = Settings(**{key.replace("-", "_"): written})
    assert given.fields() == {name: value}


@pytest.mark.parametrize("name", STOPPING)
def test_a_criterion_that_is_not_used_is_off(name: str) -> None:
    ((key, written),) = keys_of({name: None}).items()
    assert written == "off"
    assert Settings(**{key.replace("-", "_"): written}).fields() == {name: None}


@pytest.mark.parametrize("name", ["round_gradient", "round_parameters"])
def test_a_rounding_can_be_off(name: str) -> None:
    assert Settings(**{name: "off"}).fields() == {name: ""}


@pytest.mark.parametrize("name", ["rule", "schedule"])
def test_a_name_is_never_off(name: str) -> None:
    with pytest.raises(InputError, match=f"the {name} off is unknown"):
        Settings(**{name: "off"}).fields()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("seed = " + "9" * 5000, "a whole number has too many digits"),
        (".".join(["a"] * 20_000) + " = 1", "line 1: a key has more than 200 parts"),
        ("x = {" + ".".join(["a"] * 20_000) + " = 1}", "line 1: a key has more than 200 parts"),
        ("[" + ".".join(["a"] * 20_000) + "]", "line 1: a key has more than 200 parts"),
        ("x" * 5000 + " = 1", "is unknown"),
        ("a = " + "[" * 5000, "nested too deeply"),
    ],
)
def test_a_file_made_to_stall_is_refused_in_a_short_sentence(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        decode(text)
    assert len(str(caught.value)) < 1000


CHANGES = """\
objective = "x^2"
learning-rate = 0.1
[[change]]
at = 2
learning-rate = 0.2
[change.set]
beta = 0.5
[[change]]
at = 4
{}
[[compare]]
name = "other"
learning-rate = 0.3
"""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("learning-rate = 'fast'", "line 10: learning-rate: “fast” is not a number"),
        ("learning-rate = true", "line 10: learning-rate: true or false is not accepted here"),
        ("set = 'off'", "line 10: set: 'off' is not accepted"),
        ("objective = 'y^2'", "line 10: the key 'objective' is unknown"),
        ("seed = 2024-01-01", "line 10: seed: a date or a time is not accepted here; give a whole"),
        ("clip-norm = 09:30:00", "line 10: clip-norm: a date or a time is not accepted here"),
        ("clip-norm = 0x" + "f" * 400, "line 10: clip-norm: a number is too large"),
    ],
)
def test_what_is_refused_in_a_table_is_told_with_its_own_line(line: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(CHANGES.format(line))
    assert str(caught.value).startswith(said)


def test_what_is_refused_in_an_inline_table_is_told_with_the_line_it_stands_in() -> None:
    with pytest.raises(InputError, match=r"^line 2: learning-rate"):
        decode("objective = 'x^2'\nchange = [{ at = 2, learning-rate = 'fast' }]\n")
