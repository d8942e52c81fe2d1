"""The line below the plot that tells how a batch's gradient differs from that of all rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from gdsim.engine.arrays import Array
from gdsim.engine.diagnosis.noise.two_gradients import angle_and_ratio
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.views.style.theme import set_variant

if TYPE_CHECKING:
    from gdsim.engine.diagnosis.noise.step_cloud import StepCloud


class NoiseNote(QLabel):
    """Says in numbers what the two gradients and the cloud of steps show; hidden without them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.hide()
        set_variant(self, "role", "hint")

    def show_noise(
        self,
        shown: Snapshot,
        full_gradient: Array | None,
        cloud: StepCloud | None,
        wants_cloud: bool,
    ) -> None:
        """Write about the gradient of all rows, None where it is not shown, and of the cloud.

        A cloud that is wanted and not worked out yet leaves the text as it is.
        """
        is_full = shown.run.segment_of(shown.cursor).batching.holds_all
        has_rows = shown.run.objective.n_rows > 1
        self.setVisible((wants_cloud and has_rows) or full_gradient is not None)
        if self.isHidden():
            self.setMinimumHeight(0)
            return
        if wants_cloud and cloud is None and not is_full and not shown.is_veiled:
            return
        self.setText("\n".join(self._sentences(shown, full_gradient, cloud, wants_cloud)))
        # The plot above is not to jump with every line that comes and goes.
        self.setMinimumHeight(max(self.minimumHeight(), self.heightForWidth(self.width())))

    def _sentences(
        self,
        shown: Snapshot,
        full_gradient: Array | None,
        cloud: StepCloud | None,
        wants_cloud: bool,
    ) -> Iterator[str]:
        if shown.is_veiled:
            yield tr("Hidden while you predict what comes next.")
            return
        from gdsim.study.words.noise import gradients_sentence, law_sentence, scatter_sentence

        found = None
        if full_gradient is not None and shown.shows_gradient:
            found = angle_and_ratio(shown.row.gradient, full_gradient)
        if found is not None:
            yield gradients_sentence(*found)
        if cloud is not None:
            names = shown.run.objective.parameters
            yield scatter_sentence(cloud, names)
            yield law_sentence(cloud, names)
        elif wants_cloud:
            yield tr("One batch holds all rows: there is but one step.")
