"""A question as JSON, for scripts, and to be kept with its answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gdsim.engine.descent.experiment import Experiment
from gdsim.study.exam.fields import Field, Right
from gdsim.study.exam.forms.text import stem_parts, writer_of
from gdsim.study.exam.question import Question
from gdsim.study.notes.note import Show


def question_json(question: Question) -> str:
    """Return the question as a JSON object on lines of its own, ending in a line break."""
    content = question_content(question)
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def question_content(question: Question) -> dict[str, Any]:
    """Return what there is to know of a question, in values that JSON has.

    Its keys are kind, version, seed, level, stem (text), facts, fields, answers, slips (by key, the
    values by field), experiment (keys of a scenario, and `rows` with the columns of its data; null
    where there is none), at (the update to stand before), show (a built-in scenario that proves or
    refutes what is judged, or null) and seconds.
    """
    return {
        "kind": question.kind,
        "version": question.version,
        "seed": question.seed,
        "level": question.level,
        "stem": "\n\n".join(stem_parts(question.stem, writer_of("txt"))),
        "facts": dict(question.facts),
        "fields": [_field(one) for one in question.fields],
        "answers": {one.name: _plain(one.right) for one in question.fields},
        "slips": {
            slip.key: {name: _plain(value) for name, value in slip.values.items()}
            for slip in question.slips
        },
        "experiment": None if question.experiment is None else experiment_keys(question.experiment),
        "at": question.at,
        "show": None if question.show is None else _shown(question.show),
        "seconds": question.seconds,
    }


def experiment_keys(experiment: Experiment) -> dict[str, Any]:
    """Return what an experiment is set to under the keys of a scenario file.

    What is as without a word is left out; `rows` has the columns of the data by name.
    """
    usual = Experiment(objective=experiment.objective)
    keys: dict[str, Any] = {"objective": experiment.objective}
    for name, value in experiment.changed_fields(usual).items():
        if name == "dataset":
            data = experiment.dataset
            assert data is not None  # noqa: S101 - it differs from None
            keys["rows"] = {
                column: data.values[:, k].tolist() for k, column in enumerate(data.names)
            }
        elif name == "settings":
            keys["set"] = dict(value)
        else:
            keys[name.replace("_", "-")] = list(value) if isinstance(value, tuple) else value
    return keys


def _shown(show: Show) -> Mapping[str, Any]:
    changes = {name.replace("_", "-"): value for name, value in show.changes.items()}
    return {"scenario": show.scenario, "at": show.at, "changes": changes}


def _field(field: Field) -> Mapping[str, Any]:
    told: dict[str, Any] = {
        "name": field.name,
        "label": field.label,
        "type": field.type,
        "marks": field.marks,
    }
    if field.type in ("number", "percent"):
        told["digits"] = {"figures": field.digits.figures, "decimals": field.digits.decimals}
    if field.options:
        told["options"] = {one.key: one.text or one.latex for one in field.options}
    if field.symbols:
        told["symbols"] = list(field.symbols)
    return told


def _plain(value: Right) -> Any:
    return list(value) if isinstance(value, tuple) else value
