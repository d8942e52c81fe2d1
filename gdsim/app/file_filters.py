"""Which files a dialog shows, as Qt is told it: ``Data (*.csv *.tsv)``."""

from __future__ import annotations

from gdsim.i18n import tr


def scenario_files() -> str:
    """Return the filter for scenario files."""
    return tr("Scenarios (*.toml)")


def document_files() -> str:
    """Return the filter for documents."""
    return tr("Documents (*.gdsim)")


def openable_files() -> str:
    """Return the filter for all that can be opened: documents, and scenarios written by hand."""
    return tr("Documents and scenarios (*.gdsim *.toml)")


def csv_files() -> str:
    """Return the filter for tables that are always CSV."""
    return tr("CSV (*.csv)")


def table_files() -> str:
    """Return the filter for tables that are written, in any format."""
    from gdsim.files.tables import FORMATS

    specs = sorted(FORMATS.values(), key=lambda spec: spec.use)
    patterns = " ".join(f"*.{spec.ending}" for spec in specs)
    return tr("Tables ({patterns})").format(patterns=patterns)


def hand_table_files() -> str:
    """Return the filter for tables made by hand, which are read as text."""
    return tr("Tables (*.csv *.tsv *.txt *.md)")


def data_files() -> str:
    """Return the filter for data that can be read."""
    from gdsim.files.data.opening import ENDINGS

    return tr("Data ({patterns})").format(patterns=" ".join(f"*{ending}" for ending in ENDINGS))
