"""The scenarios that ship with the program, in groups, in the order of teaching."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from gdsim.assets import asset_path
from gdsim.texts import N_

Listed = tuple[tuple[str, str], ...]
"""Names of scenarios with their titles."""

GROUPS: Mapping[str, str] = {"": N_("Lessons"), "classic": N_("Classic test functions")}
"""What the groups of built-in scenarios are called, in the order of the list."""


def builtin_files() -> Iterator[Path]:
    """Return the files of the scenarios that ship with the program, in no order."""
    return asset_path("scenarios").glob("*.toml")


@cache
def builtin_groups() -> tuple[tuple[str, Listed], ...]:
    """Return the scenarios that ship with the program by the titles of their groups, in order."""
    found: dict[str, list[tuple[int, str, str]]] = {key: [] for key in GROUPS}
    for path in builtin_files():
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        place = content.get("position", 1000), path.stem, content["title"]
        found[content.get("group", "")].append(place)
    return tuple(
        (GROUPS[key], tuple((name, title) for _, name, title in sorted(some)))
        for key, some in found.items()
    )


def builtin_scenarios() -> Listed:
    """Return name and title of every scenario that ships with the program, in teaching order."""
    return tuple(one for _, some in builtin_groups() for one in some)
