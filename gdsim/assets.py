"""Where the program's own files (icons, scenarios, data, help) are."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    """Return the folder of resources: inside an installed or built program, beside a checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / "resources", package.parent / "resources"):
        if (folder / "scenarios").is_dir():
            return folder
    raise FileNotFoundError(f"the folder 'resources' of gdsim is not beside {package}")


def asset_path(name: str) -> Path:
    """Return the path of a resource, for example ``icons/play.svg``; it need not exist."""
    return _root() / name
