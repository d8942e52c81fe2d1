"""The line below fields that says what is wrong with them, in a place kept for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from gdsim.i18n import tr
from gdsim.views.fields.typed_field import TypedField
from gdsim.views.style.elided_label import ElidedLabel
from gdsim.views.style.theme import set_variant

LEAST_HEIGHT = 10


class FaultLine(ElidedLabel):
    """Says what is wrong with the fields above it; its height is the same where nothing is.

    So nothing moves when a field is refused. It is there while one of its fields is.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_variant(self, "role", "error")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._above: list[QWidget] = []
        self._names: dict[TypedField, str] = {}
        self._said = self._hint = ""

    def stand_below(self, widget: QWidget, name: str = "") -> None:
        """Be there while `widget` is, and show what is wrong with it where it is a field.

        `name` tells it from others on the same line.
        """
        self._above.append(widget)
        widget.installEventFilter(self)
        if isinstance(widget, TypedField):
            self._names[widget] = name
            widget.faultChanged.connect(self._show_faults)

    def say(self, sentence: str) -> None:
        """Say what is wrong with what is not typed, such as a choice from a list."""
        self._said = sentence
        self._show_faults()

    def hint(self, sentence: str) -> None:
        """Say something else in the same place, while nothing is wrong."""
        self._hint = sentence
        self._show_faults()

    def _show_faults(self) -> None:
        faults = [self._told(field, name) for field, name in self._names.items() if field.fault]
        wrong = "  ".join([*faults, self._said] if self._said else faults)
        set_variant(self, "role", "error" if wrong else "hint")
        self.setText(wrong or self._hint)

    def _told(self, field: TypedField, name: str) -> str:
        return tr("{name}: {fault}").format(name=name, fault=field.fault) if name else field.fault

    def sizeHint(self) -> QSize:
        """Return the height of a line of its small text."""
        self.ensurePolished()
        return QSize(0, max(self.fontMetrics().height(), LEAST_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be there while something above is."""
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self.setVisible(any(not widget.isHidden() for widget in self._above))
        return super().eventFilter(watched, event)
