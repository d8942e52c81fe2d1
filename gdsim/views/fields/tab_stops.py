"""What the Tab key stops at, in the order in which it is laid out."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def tab_stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield what the Tab key stops at inside `widget`, in the order of its layouts.

    What hands the focus on to one of its parts stands for them: left behind in Qt's chain, it would
    lead back to that part.
    """
    layout = widget.layout()
    if layout is None or widget.focusProxy() is not None:
        if widget.focusProxy() is not None or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        return
    yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for i in range(layout.count()):
        item = layout.itemAt(i)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from tab_stops(widget)
        elif inner is not None:
            yield from _stops_in(inner)
