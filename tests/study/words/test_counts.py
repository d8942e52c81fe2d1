"""Numbers of things in words."""

from __future__ import annotations

import pytest

from gdsim.study.words.counts import updates_text


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 updates"), (1, "1 update"), (1000, "1,000 updates")]
)
def test_one_update_is_no_updates(count: int, text: str) -> None:
    assert updates_text(count) == text
