"""The look of the program as Qt takes it: palette, fonts, style sheet, and how to apply them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gdsim.views.style.design import DARK, FONT, LIGHT, SPACE, Theme
from gdsim.views.style.style_sheet import qss, set_variant

__all__ = [
    "DARK",
    "FONT",
    "LIGHT",
    "SPACE",
    "Theme",
    "apply_theme",
    "interface_font",
    "number_font",
    "palette",
    "qss",
    "set_variant",
    "system_theme",
]

FAMILIES = ("Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", "sans-serif")
"""Families after the system's own, for signs that it lacks (Greek, ∇, η)."""


def system_theme() -> Theme:
    """Return the theme that goes with the system's colour scheme, light where it has none."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


_made: dict[float, tuple[QFont, QFont]] = {}
"""The system's font and what was made of it, by scale: Qt looks a font up once that is the same."""


def interface_font(scale: float = FONT.body) -> QFont:
    """Return the system's font at a multiple of its size (see `FONT`)."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if scale not in _made or _made[scale][0] != system:
        _made[scale] = system, _scaled(system, scale)
    return QFont(_made[scale][1])


def _scaled(system: QFont, scale: float) -> QFont:
    font = QFont(system)
    own = [family for family in font.families() if family]
    font.setFamilies([*own, *(family for family in FAMILIES if family not in own)])
    # Below 9 points the small print of plots and hints would be hard to read.
    font.setPointSizeF(max(font.pointSizeF(), 9.0) * scale)
    return font


def number_font(scale: float = FONT.body) -> QFont:
    """Return the interface font with figures of one width, for columns of numbers."""
    font = interface_font(scale)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def palette(theme: Theme) -> QPalette:
    """Return the palette from which the Fusion style paints what the style sheet leaves to it."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    result = QPalette(QColor(theme.raised), QColor(theme.window))
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.BrightText: theme.danger,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.accent_text,
        role.Accent: theme.accent,
        role.Link: theme.focus,
        role.LinkVisited: theme.muted,
        role.Mid: theme.border,
    }
    for name, colour in colours.items():
        result.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(group.Disabled, name, QColor(theme.disabled))
    return result


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give every window of `app` the look of `theme`; nothing is done where it has that look."""
    look = qss(theme, interface_font().pointSizeF())
    if app.styleSheet() == look:
        # Qt would polish every widget anew, which is as much work as building it.
        return
    # Behind a style sheet Qt hides which style it stands on: it is chosen before the first one.
    if not app.styleSheet() and app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    # Where there is a sheet already, Qt would polish a widget once for each that it stands in, and
    # once more: without one in between it polishes each of them twice, in a fifth of the time.
    app.setStyleSheet("")
    app.setPalette(palette(theme))
    if app.font() != interface_font():
        app.setFont(interface_font())
    app.setStyleSheet(look)
