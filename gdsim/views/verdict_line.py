"""What the run is doing, in a line of words."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.views.style.elided_label import ElidedLabel
from gdsim.views.style.theme import set_variant


class VerdictLine(QWidget):
    """Shows the verdict on a run with its evidence; all of it in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidence = ElidedLabel()
        set_variant(self.evidence, "role", "hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.evidence, 1)
        self.setAccessibleName(tr("Verdict"))

    def set_verdict(self, sentence: str, about_rate: str) -> None:
        """Show the verdict's sentence, and what the curvature says of the learning rate."""
        self.evidence.setText(f"{sentence} {about_rate}".strip())
        self.evidence.setToolTip(f"{sentence}\n{about_rate}".strip())
        self.setAccessibleDescription(sentence)
