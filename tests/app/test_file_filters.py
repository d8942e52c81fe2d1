"""Which files a dialog shows."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gdsim.app import file_filters
from gdsim.files.data.opening import ENDINGS
from gdsim.files.tables import FORMATS


def test_every_format_that_is_written_is_shown() -> None:
    shown = re.findall(r"\*\.(\w+)", file_filters.table_files())
    assert sorted(shown) == sorted(FORMATS)


def test_every_kind_of_data_that_is_read_is_shown() -> None:
    assert tuple(re.findall(r"\*(\.\w+)", file_filters.data_files())) == ENDINGS


@pytest.mark.parametrize(
    "name",
    [
        "document_files",
        "openable_files",
        "scenario_files",
        "csv_files",
        "table_files",
        "hand_table_files",
        "data_files",
    ],
)
def test_qt_takes_the_filter_for_one(qtbot: QtBot, name: str) -> None:
    text = getattr(file_filters, name)()
    dialog = QFileDialog(None, "", "", text)
    qtbot.addWidget(dialog)
    assert dialog.nameFilters() == [text]
