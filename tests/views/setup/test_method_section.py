"""The section of the method: batches, their size, and the seed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gdsim.views.setup import SetupPanel
from gdsim.views.setup.method_section import count_sentence
from tests.views.setup.shown_panel import LINE, Requests, show


def test_single_example_disables_the_methods_and_says_why(panel: SetupPanel) -> None:
    assert not panel.method.method.isEnabled()
    assert "N = 1" in panel.method.count.text()


@pytest.mark.parametrize(
    ("method", "last", "expected"),
    [
        ("batch", "keep", "1 update per epoch"),
        ("stochastic", "keep", "10,000 updates"),
        ("mini-batch", "keep", "313 updates per epoch, the last with 16 rows"),
        ("mini-batch", "drop", "312 updates per epoch"),
    ],
)
def test_updates_per_epoch_are_counted(method: str, last: str, expected: str) -> None:
    assert expected in count_sentence(LINE.with_(method=method, last_batch=last), 10000)


def test_batch_size_counts_for_mini_batches_alone(panel: SetupPanel) -> None:
    for method, enabled in (("batch", False), ("stochastic", False), ("mini-batch", True)):
        show(panel, LINE.with_(method=method))
        assert panel.method.batch_size.isEnabled() == enabled


def test_batch_size_beyond_the_rows_is_asked_for_as_it_was_typed(panel: SetupPanel) -> None:
    show(panel, LINE.with_(method="mini-batch", batch_size=32))
    requests = Requests(panel)
    field = panel.method.batch_size
    field.selectAll()
    QTest.keyClicks(field, "61000")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert requests == [{"batch_size": 61000}]


def test_large_seed_is_shown_whole(panel: SetupPanel) -> None:
    show(panel, LINE.with_(seed=9_000_000_000))
    assert panel.method.order.seed.text() == "9000000000"
