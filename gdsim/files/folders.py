"""Where the program keeps what belongs to a person."""

from __future__ import annotations

import os
from pathlib import Path

ENVIRONMENT = "GDSIM_DATA_DIR"
"""The variable that names another folder for the data."""


def data_folder() -> Path:
    """Return the folder of the person's data; it need not exist yet."""
    if named := os.environ.get(ENVIRONMENT):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("gdsim", appauthor=False)
