"""What a data source says is done to data, written and read again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdsim.engine.errors import InputError
from gdsim.files.data.steps import (
    Treatment,
    joined,
    labels_of,
    labels_text,
    parts_of,
    reading_steps,
    treatment_of,
)
from tests.examples import examples


def test_steps_are_read_as_they_are_written() -> None:
    whole = Treatment(
        header="none",
        thousands="point",
        columns=("a", "b"),
        units=("a",),
        labels={"b": (("no", 0.0), ("yes", 1.0))},
        skip_bad=True,
        skip_in=("a",),
    )
    source = joined("t.csv", whole.texts())
    assert source == (
        "t.csv | header none | thousands point | columns a, b | units a | labels b: no=0, yes=1"
        " | skip-bad-rows a"
    )
    base, *steps = parts_of(source)
    assert base == "t.csv"
    assert treatment_of(steps) == whole


def test_columns_are_named_as_in_the_file_or_as_in_a_formula() -> None:
    steps = ["columns Body mass (g), Größe, y", "standardise Body mass (g)", "skip-bad-rows 2nd"]
    treatment = treatment_of(steps)
    assert treatment.columns == ("Body_mass_g", "Grosse", "y")
    assert treatment.scalings == (("standardise", ("Body_mass_g",)),)
    assert treatment.skip_in == ("x2nd",)


@settings(max_examples=examples(200))
@given(
    codes=st.dictionaries(
        st.text(min_size=1, max_size=8).map(str.strip).filter(bool),
        st.floats(-1e9, 1e9).map(lambda x: round(x, 3)) | st.floats(-1e150, 1e150),
        min_size=1,
        max_size=5,
    )
)
def test_labels_of_any_text_are_read_as_they_are_written(codes: dict[str, float]) -> None:
    text = labels_text("y", tuple(codes.items()))
    base, step = parts_of(joined("t.csv", [f"labels {text}"]))
    assert base == "t.csv"
    assert dict(treatment_of([step]).labels["y"]) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("y: no=0, yes=1", {"no": 0, "yes": 1}),
        ("y:no=-1,yes=+1", {"no": -1, "yes": 1}),
        ("y: a b = 2.5", {"a b": 2.5}),
        ("y: no=−1, yes=1", {"no": -1, "yes": 1}),
        ("y: no=-1/2, yes=1·10^2", {"no": -0.5, "yes": 100}),
        ("my y: setosa", {"setosa": 1, "rest": 0}),
        ('y: "a, b"=1, "c=d"=0', {"a, b": 1, "c=d": 0}),
        ('y: "say ""hi"""=1, rest=0', {'say "hi"': 1, "rest": 0}),
    ],
)
def test_labels_are_read_however_they_are_spelled(text: str, codes: dict[str, float]) -> None:
    name, found = labels_of(text)
    assert name == ("my_y" if text.startswith("my y") else "y")
    assert dict(found) == codes


@pytest.mark.parametrize(
    "text",
    ["", "y", "y:", "y: ,", ": a=1", "y: a=1, b", "y: a=1, a=2", "y: a=one", "y: a=1=2", "y: a=nan",
     "y: a=1e200", "y: a=1,, b=2", "y: a, b"],
)  # fmt: skip
def test_labels_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="passed: no=0, yes=1"):
        labels_of(text)


def test_steps_with_other_words_are_refused_with_those_that_are_accepted() -> None:
    for step, said in (
        ("thousands dots", "comma, point, none"),
        ("header second", "first, none"),
        ("units", "accepted are columns"),
        ("label y: a=1", "accepted are columns"),
    ):
        with pytest.raises(InputError, match=said):
            treatment_of([step])


def test_options_are_the_steps_of_the_same_names() -> None:
    steps = reading_steps(
        skip_bad_rows=True, labels=["y: a=1, b=2", "z: c"], units=["u", "v"], thousands="comma"
    )
    assert steps == [
        "thousands comma",
        "units u, v",
        "labels y: a=1, b=2",
        "labels z: c=1, rest=0",
        "skip-bad-rows",
    ]
    assert reading_steps() == []
    with pytest.raises(InputError, match="cannot be read"):
        reading_steps(labels=["y"])
