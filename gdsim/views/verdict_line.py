"""What the run is doing, in two lines of words."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.views.style.elided_label import ElidedLabel
from gdsim.views.style.theme import set_variant


class VerdictLine(QWidget):
    """Shows the verdict on a run with its evidence; all of it in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidence, self.about_rate = ElidedLabel(), ElidedLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        for label in (self.evidence, self.about_rate):
            set_variant(label, "role", "hint")
            column.addWidget(label)
        self.setAccessibleName(tr("Verdict"))

    def set_verdict(self, sentence: str, about_rate: str) -> None:
        """Show the verdict's sentence, and what the curvature says of the learning rate."""
        self.evidence.setText(sentence)
        self.about_rate.setText(about_rate)
        self.setAccessibleDescription(sentence)
