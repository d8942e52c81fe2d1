"""Golden questions: what five seeds of every kind and level have asked since its version began.

They stand in a file for each folder of kinds. After a kind was added, or its version counted up,
``python -m tests.study.exam.golden.golden`` writes the questions that are not there yet; it changes
none that is. A question that is another one than its golden one needs a new version: answers that
people gave to it were kept with the version.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.forms.json import question_json
from gdsim.study.exam.kind import Kind

FOLDER = Path(__file__).parent
SEEDS = range(5)
FIGURES = 12
"""Figures of a number that do not depend on a system's rounding errors."""

Stored = dict[str, Any]


def folder_of(kind: Kind) -> str:
    """Return the folder of kinds that a kind stands in."""
    return kind.draft.__module__.split(".")[-2]


def file_of(kind: Kind) -> Path:
    return FOLDER / f"{folder_of(kind)}.json"


def stored(path: Path) -> Stored:
    found: Stored = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def golden(kind: Kind) -> Stored:
    """Return what a kind asks, by level and seed: facts and answers."""
    return {
        str(level): {str(seed): _told(kind, seed, level) for seed in SEEDS} for level in kind.levels
    }


def name_of(kind: Kind) -> str:
    return f"{kind.key} version {kind.version}"


def _told(kind: Kind, seed: int, level: int) -> Stored:
    content = json.loads(question_json(kind.make(seed, level)))
    return {name: _short(content[name]) for name in ("facts", "answers")}


def _short(value: Any) -> Any:
    """Return a value with its numbers in as many figures as are sure."""
    match value:
        case dict():
            return {key: _short(one) for key, one in value.items()}
        case list():
            return [_short(one) for one in value]
        case float():
            return float(f"{value:.{FIGURES}g}") + 0.0
    return value


def write() -> None:
    """Write the golden questions of kinds and versions that have none."""
    for kind in KINDS.values():
        path, name = file_of(kind), name_of(kind)
        content = stored(path)
        if name not in content:
            content[name] = golden(kind)
            lines = [
                f"{json.dumps(one)}: {json.dumps(content[one], ensure_ascii=False)}"
                for one in sorted(content)
            ]
            path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
            print(f"{path.name}: {name}")


if __name__ == "__main__":
    write()
