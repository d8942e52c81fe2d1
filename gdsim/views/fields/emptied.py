"""Making room in a layout: what stood there goes, and asks for nothing more."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def empty(layout: QLayout) -> None:
    """Take every widget out of `layout`, and let it go.

    A field that is hidden while it has the focus would take what was typed so far for its value,
    and ask for a change in the midst of what is being shown.
    """
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            for part in (widget, *widget.findChildren(QWidget)):
                part.blockSignals(True)
            widget.hide()
            widget.deleteLater()
