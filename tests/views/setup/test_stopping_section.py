"""The section of what ends a run."""

from __future__ import annotations

from gdsim.views.setup import SetupPanel
from tests.typed import type_into
from tests.views.setup.shown_panel import Requests


def test_criterion_is_used_when_ticked_and_dropped_when_not(panel: SetupPanel) -> None:
    requests = Requests(panel)
    panel.stopping.fold.button.setChecked(True)
    panel.stopping.ticks["stop_loss"].click()
    panel.stopping.ticks["iterations"].click()
    assert requests[1] == {"iterations": None}
    assert requests[0]["stop_loss"] > 0
    type_into(panel.stopping.limits["stop_loss"], "0.5")
    assert requests[2] == {"stop_loss": 0.5}
