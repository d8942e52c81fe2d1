"""The lists in the README, held against what the program has."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import RULES
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.engine.diagnosis.noise.step_cloud import step_cloud
from gdsim.engine.problem.generated import generate
from gdsim.engine.problem.generators import GENERATORS
from gdsim.engine.run.run import Run
from gdsim.files.tables import FORMATS
from gdsim.files.workings import SHEET_FORMS
from gdsim.study.words.names import title_of

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def listed(pattern: str) -> list[str]:
    """Return the names, between commas or ``or``, that the README gives after `pattern`."""
    match = re.search(pattern, README)
    assert match is not None, pattern
    return [name.strip(" `\n") for name in re.split(r",| or ", match[1])]


def assert_named(names: list[str], titles: list[str]) -> None:
    """Assert that there is a name for each title, which is the title or a part of it."""
    for name in names:
        fitting = [title for title in titles if name.lower() in title.lower()]
        assert fitting, f"the README lists {name}, which is none of {titles}"
        titles.remove(min(fitting, key=len))
    assert not titles, f"the README does not list {titles}"


@pytest.mark.parametrize(
    ("pattern", "titles"),
    [
        (r"export the table: (.*) \|", [spec.title for spec in FORMATS.values()]),
        (
            r"export workings, with answers, blanks or questions: (.*) \|",
            [form.title for form in SHEET_FORMS.values()],
        ),
        (r"\*\*Rule\*\*: (.*)\.", [title_of("rule", rule) for rule in RULES]),
        (
            r"\*\*Schedule\*\*: ([^;]*?),\s+each counted per update or per epoch",
            [title_of("schedule", name) for name, one in SCHEDULES.items() if not one.search],
        ),
        (
            r"with a warm-up; ([^.]*?) along",
            [title_of("schedule", name) for name, one in SCHEDULES.items() if one.search],
        ),
    ],
    ids=["tables", "workings", "rules", "schedules", "searches"],
)
def test_every_choice_is_listed(pattern: str, titles: list[str]) -> None:
    assert_named(listed(pattern), titles)


def test_steps_that_batches_could_lead_to_are_as_many_as_the_readme_says() -> None:
    (most,) = listed(r"up to (\d+) drawn where there are more")
    shown = {}
    for rows in (5, 60):
        run = Run(
            Experiment(
                objective="(w*x + b - y)^2",
                dataset=generate(f"linear(rows={rows})"),
                start=(0.0, 0.0),
                method="mini-batch",
                batch_size=3,
            )
        )
        cloud = step_cloud(run, 0)
        assert cloud is not None
        shown[rows] = len(cloud.places)
    # Of 5 rows there are 10 batches of 3, of 60 there are 34,220.
    assert shown == {5: math.comb(5, 3), 60: int(most)}


def test_made_up_rows_are_listed_by_the_names_of_their_generators() -> None:
    assert sorted(listed(r"made-up rows: ([\s\S]*?), as in")) == sorted(GENERATORS)
