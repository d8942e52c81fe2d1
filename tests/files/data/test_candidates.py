"""Data on their way in from the clipboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from gdsim.engine.errors import InputError
from gdsim.files.data.candidates import from_text
from gdsim.files.data.reading import dataset_from
from gdsim.files.data.steps import Treatment


def test_cells_copied_from_a_sheet_are_read(tmp_path: Path) -> None:
    reading = from_text("\r\nx\ty\r\n1\t2\r\n3\t4\r\n").take(Treatment(columns=("x", "y")))
    assert reading.dataset.values.tolist() == [[1, 2], [3, 4]]
    with pytest.raises(InputError, match="save it as CSV"):
        dataset_from(reading.dataset.source, tmp_path)
    left = from_text("x,y\n1,2\n,3\n").take(Treatment(columns=("x",), skip_bad=True))
    assert (left.dataset.values.tolist(), left.where) == ([[1]], "line 3")
    for text, said in (("", "no header"), ("x", "no rows")):
        with pytest.raises(InputError, match=said) as caught:
            from_text(text)
        assert "the pasted text" in str(caught.value)
