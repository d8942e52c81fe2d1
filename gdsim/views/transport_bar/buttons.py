"""The buttons of the transport bar, in one table."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QToolButton

from gdsim.i18n import tr
from gdsim.shortcuts import SHORTCUTS
from gdsim.texts import N_
from gdsim.views.style.theme import set_variant

REPEAT_DELAY_MS = 350
REPEAT_INTERVAL_MS = 60
"""Milliseconds before a held button repeats, and between two repeats."""


class ButtonSpec(Struct, frozen=True):
    """One button: its name, which is its icon too, what it does, and the command with its keys."""

    name: str
    title: str
    action: str
    command: str
    repeats: bool = False
    needs_past: bool = False


BUTTONS = (
    ButtonSpec("first", N_("First"), N_("go to the start of the run"), "first", needs_past=True),
    ButtonSpec(
        "epoch-back",
        N_("Epoch back"),
        N_("go back one epoch"),
        "previous_epoch",
        True,
        needs_past=True,
    ),
    ButtonSpec("back", N_("Back"), N_("go back one update"), "back", True, needs_past=True),
    ButtonSpec("play", N_("Play"), N_("make update after update"), "play"),
    ButtonSpec("step", N_("Step"), N_("make one update"), "step", True),
    ButtonSpec("epoch", N_("Epoch"), N_("make the updates of one epoch"), "next_epoch", True),
    ButtonSpec("end", N_("End"), N_("run until a stopping criterion is met"), "to_the_end"),
)
PAUSE = ButtonSpec("pause", N_("Pause"), N_("stop where the run stands"), "play")


def tip_of(spec: ButtonSpec) -> str:
    """Return what a button does and its shortcut, as the system writes keys."""
    keys = QKeySequence(SHORTCUTS[spec.command][0]).toString(QKeySequence.SequenceFormat.NativeText)
    return tr("{title}: {action} ({keys})").format(
        title=tr(spec.title), action=tr(spec.action), keys=keys
    )


def make_button(spec: ButtonSpec) -> QToolButton:
    """Make the button of `spec`, without an icon."""
    button = QToolButton()
    button.setObjectName(spec.name)
    button.setAccessibleName(tr(spec.title))
    button.setToolTip(tip_of(spec))
    button.setIconSize(QSize(20, 20))
    # A click leaves the focus, and so the meaning of Space and the arrows, where it was.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAutoRepeat(spec.repeats)
    button.setAutoRepeatDelay(REPEAT_DELAY_MS)
    button.setAutoRepeatInterval(REPEAT_INTERVAL_MS)
    if spec.name == "step":
        button.setText(tr(spec.title))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_variant(button, "primary", True)
    return button
