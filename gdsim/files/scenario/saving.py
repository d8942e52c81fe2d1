"""Scenario files written, so that loading one gives an equal scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gdsim.engine.descent.initial import used_memory
from gdsim.files.atomic import write_text
from gdsim.files.scenario.file import keys_of, texts_of
from gdsim.files.scenario.scenario import Scenario, rules_from_start


def save_scenario(path: Path, scenario: Scenario) -> None:
    """Write `scenario` as TOML, atomically; loading it gives an equal one."""
    import tomli_w

    experiment = scenario.experiment
    content: dict[str, Any] = {"title": scenario.title, "description": scenario.description}
    content |= {"objective": experiment.objective}
    if experiment.dataset is not None:
        content["data"] = _source_from(experiment.dataset.source, path.parent)
    content["parameters"] = list(experiment.parameters)
    content["start"] = list(experiment.start)
    if experiment.let:
        content["let"] = dict(experiment.let)
    if experiment.maximise:
        content["maximise"] = True
    if experiment.bounds:
        content["bounds"] = texts_of(experiment.bounds)
    rules = rules_from_start(experiment, scenario.compare)
    if initial := used_memory(rules, experiment.initial, experiment.parameters):
        content["initial"] = initial
    given = {
        name: value
        for name, value in experiment.changeable_fields().items()
        if value not in (None, {}, "")
    }
    content |= keys_of(given)
    if scenario.view:
        content["view"] = {name: list(bounds) for name, bounds in scenario.view.items()}
    if scenario.minima:
        content["minimum"] = [list(point) for point in scenario.minima]
    if scenario.compare:
        content["compare"] = [{"name": c.name, **keys_of(c.fields)} for c in scenario.compare]
    content["change"] = [{"at": c.at, **keys_of(c.fields)} for c in scenario.changes]
    if not content["change"]:
        del content["change"]
    write_text(path, tomli_w.dumps(content))


def _source_from(source: str, folder: Path) -> str:
    """Return a data source as it is to be written into a file in `folder`."""
    path = Path(source)
    if path.is_absolute() and path.is_relative_to(folder.resolve()):
        return str(path.relative_to(folder.resolve()))
    return source
