"""Tables that the command line wrote, read back."""

from __future__ import annotations

import csv
import io


def table(out: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV table."""
    return list(csv.DictReader(io.StringIO(out.decode(), newline="")))
