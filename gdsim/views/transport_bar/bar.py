"""The transport bar: buttons, slider, position, speed, and the progress of long work."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gdsim.i18n import tr
from gdsim.views.style.elided_label import ElidedLabel
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import LIGHT, SPACE, Theme, number_font, set_variant
from gdsim.views.transport_bar.buttons import BUTTONS, PAUSE, ButtonSpec, make_button, tip_of
from gdsim.views.transport_bar.scrub_slider import ScrubSlider
from gdsim.views.transport_bar.speed_control import SpeedControl
from gdsim.views.transport_bar.work_panel import WorkPanel

PATIENCE_MS = 150
"""Milliseconds of work before its progress takes the slider's place: shorter work would flicker."""

LEAST_MIDDLE = 144
"""Pixels for the slider at least, with the position below it."""

NOTICE_MS = 6000
"""Milliseconds that a notice is shown."""


class TransportBar(QWidget):
    """Moves through a run; setters show where it stands and never ask for anything."""

    firstRequested = Signal()
    epochBackRequested = Signal()
    backRequested = Signal()
    playToggled = Signal(bool)
    stepRequested = Signal()
    epochRequested = Signal()
    endRequested = Signal()
    cursorRequested = Signal(int)
    speedChanged = Signal(float)
    cancelRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._cursor = 0
        self._is_playing = False
        self._can_step = True
        self._why = self._warning = ""
        self._enabled_for: tuple[object, ...] = ()
        self._has_failed = False
        self._specs = {spec.name: spec for spec in BUTTONS}
        self._buttons = {spec.name: make_button(spec) for spec in BUTTONS}
        self._slider = ScrubSlider()
        self._slider.setAccessibleName(tr("Iteration"))
        self._slider.setToolTip(tr("Iteration: drag or click to go to it"))
        self._position = QLabel()
        self._reason = ElidedLabel()
        self._work = WorkPanel()
        self._speed = SpeedControl()
        self._middle = QStackedWidget()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._notice = QTimer(self, singleShot=True, interval=NOTICE_MS)
        self._lay_out()
        self._connect()
        self.set_theme(LIGHT)
        self.set_position(0, 0)

    def _lay_out(self) -> None:
        self._position.setFont(number_font())
        set_variant(self._reason, "role", "hint")
        below = _row(SPACE.m, self._position, self._reason)
        below.setStretch(1, 1)
        seek = QWidget()
        column = QVBoxLayout(seek)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._slider)
        column.addLayout(below)
        self._middle.addWidget(seek)
        self._middle.addWidget(self._work)
        # The numbers of a long run must not widen the window.
        self._middle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._middle.setMinimumWidth(LEAST_MIDDLE)
        whole = _row(SPACE.m, self._middle, self._speed)
        whole.insertLayout(0, _row(SPACE.xs, *self._buttons.values()))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _connect(self) -> None:
        signals = {
            "first": self.firstRequested,
            "epoch-back": self.epochBackRequested,
            "back": self.backRequested,
            "step": self.stepRequested,
            "epoch": self.epochRequested,
            "end": self.endRequested,
        }
        for name, signal in signals.items():
            self._buttons[name].clicked.connect(lambda _checked=False, signal=signal: signal.emit())
        self._buttons["play"].clicked.connect(lambda: self.playToggled.emit(not self._is_playing))
        self._slider.cursorRequested.connect(self.cursorRequested)
        self._speed.speedChanged.connect(self.speedChanged)
        self._work.cancelRequested.connect(self.cancelRequested)
        self._notice.timeout.connect(self._show_reason)
        self._patience.timeout.connect(lambda: self._middle.setCurrentWidget(self._work))

    @property
    def speed(self) -> float:
        """The speed of playing in updates per second; infinity means as fast as can be shown."""
        return self._speed.speed

    def button(self, name: str) -> QToolButton:
        """Return a button by its name in `gdsim.views.transport_bar.buttons.BUTTONS`."""
        return self._buttons[name]

    def set_position(self, cursor: int, length: int) -> None:
        """Show that the person stands at iteration `cursor` of a run of `length` updates."""
        self._cursor = cursor
        self._slider.set_position(cursor, length)
        self._slider.setEnabled(length > 0)
        text = tr("Iteration {cursor} of {length}")
        # A place kept for the widest number spares a new layout at every step.
        widest = text.format(cursor="0" * len(str(length)), length="0" * len(str(length)))
        metrics = self._position.fontMetrics()
        self._position.setFixedSize(metrics.horizontalAdvance(widest) + 2, metrics.height())
        self._position.setText(text.format(cursor=cursor, length=length))
        self._enable()

    def set_playing(self, is_playing: bool) -> None:
        """Show whether the run goes on by itself."""
        self._is_playing = is_playing
        shown = PAUSE if is_playing else self._specs["play"]
        button = self._buttons["play"]
        button.setIcon(icon(shown.name, self._theme))
        button.setAccessibleName(tr(shown.title))
        self._enable()

    def set_can_step(self, can_step: bool, why: str = "", has_failed: bool = False) -> None:
        """Show whether the run can go on from here and, if not, the sentence that says why."""
        self._can_step, self._why = can_step, why
        self._has_failed = has_failed
        if not self._notice.isActive():
            self._show_reason()
        self._enable()

    def set_notice(self, text: str) -> None:
        """Say for some seconds what was done, in the place of why the run cannot go on.

        An empty text ends what was said last.
        """
        if not text:
            self._notice.stop()
            self._show_reason()
            return
        self._reason.setText(text)
        set_variant(self._reason, "role", "hint")
        self._notice.start()

    def set_warning(self, text: str) -> None:
        """Say what holds until it is told otherwise, whatever the run does; empty for nothing."""
        self._warning = text
        self._notice.stop()
        self._show_reason()

    def _show_reason(self) -> None:
        self._reason.setText(self._warning or ("" if self._can_step else self._why))
        is_bad = self._has_failed or bool(self._warning)
        set_variant(self._reason, "role", "error" if is_bad else "hint")

    def set_speed(self, updates_per_second: float) -> None:
        """Show the speed of playing; infinity means as fast as can be shown."""
        self._speed.set_speed(updates_per_second)

    def set_progress(self, fraction: float | None, text: str = "") -> None:
        """Show work of which `fraction` (0 to 1) is done; None where there is none."""
        if fraction is None:
            self._patience.stop()
            self._middle.setCurrentIndex(0)
            return
        self._work.set_progress(fraction, text)
        if self._middle.currentWidget() is not self._work and not self._patience.isActive():
            self._patience.start()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        for name, button in self._buttons.items():
            button.setIcon(icon(name, theme, colour=theme.accent_text if name == "step" else ""))
        self._speed.set_theme(theme)
        self.set_playing(self._is_playing)

    def _enable(self) -> None:
        state = self._cursor > 0, self._can_step, self._is_playing, self._why
        if state == self._enabled_for:
            return
        self._enabled_for = state
        for name, spec in self._specs.items():
            button = self._buttons[name]
            is_possible = self._cursor > 0 if spec.needs_past else self._can_step
            shown = PAUSE if name == "play" and self._is_playing else spec
            button.setEnabled(is_possible or shown is PAUSE)
            button.setToolTip(self._tip(shown, button.isEnabled()))

    def _tip(self, spec: ButtonSpec, is_possible: bool) -> str:
        if is_possible or spec.needs_past or not self._why:
            return tip_of(spec)
        return f"{tip_of(spec)}\n{self._why}"


def _row(spacing: int, *widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    return row
