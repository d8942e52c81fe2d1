"""Workings as files."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from gdsim.engine.errors import InputError
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.files.workings import SHEET_FORMS, form_of, require_updates, write_sheet
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Sheet
from gdsim.study.working.sheets.sheet import MOST_SHEET_UPDATES, make_sheet
from gdsim.study.working.sheets.writers import FORMS


@pytest.fixture
def sheet() -> Sheet:
    run = run_scenario(builtin_scenario("linear-regression"), 2)
    return make_sheet(run, 1, 1, NumberFormat.decimals(4))


@pytest.mark.parametrize("form", FORMS)
def test_sheet_is_the_same_in_a_file_and_on_standard_output(
    sheet: Sheet, tmp_path: Path, form: str
) -> None:
    path, stream = tmp_path / f"sheet.{form}", io.BytesIO()
    write_sheet(sheet, path, form)
    write_sheet(sheet, stream, form)
    assert path.read_bytes() == stream.getvalue()
    assert "update 1" in stream.getvalue().decode().lower()


def test_folder_that_is_not_there_is_refused(sheet: Sheet, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        write_sheet(sheet, tmp_path / "nowhere" / "sheet.md", "md")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", SHEET_FORMS)
def test_ending_chooses_the_format(form: str) -> None:
    assert form_of(Path(f"sheet.{form.upper()}")) == form


def test_unknown_ending_is_answered_with_the_known_ones() -> None:
    with pytest.raises(InputError) as caught:
        form_of(Path("sheet.doc"))
    assert all(f".{form}" in str(caught.value) for form in SHEET_FORMS)


def test_as_many_updates_as_fit_are_accepted() -> None:
    require_updates(7, 7)
    require_updates(7, 6 + MOST_SHEET_UPDATES)


@pytest.mark.parametrize("last", [6, 7 + MOST_SHEET_UPDATES])
def test_no_updates_and_too_many_are_refused(last: int) -> None:
    with pytest.raises(InputError, match=f"{last} is not accepted; give an update from 7 to 1006"):
        require_updates(7, last)
