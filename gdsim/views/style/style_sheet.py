"""The style sheet, made from the design.

What it leaves alone, the Fusion style paints from the palette. Controls take their variants from
dynamic properties: ``primary`` and ``flat`` on buttons, ``role`` (``heading``, ``title``, ``hint``,
``error``, ``warning``) and ``lit`` on labels, ``card`` on frames, ``segment`` on segmented buttons.
"""

from __future__ import annotations

from string import Template

from msgspec.structs import asdict
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gdsim.assets import asset_path
from gdsim.views.style.design import FONT, SPACE, Theme

# Markup in a text from a file is shown as it stands; `plain` sees to tool tips and message boxes.
_TEXT = """
QMainWindow, QDialog, QMessageBox, QStatusBar, QMenuBar { background: $window; }
QLabel { qproperty-textFormat: PlainText; }
QTipLabel, QMessageBox QLabel { qproperty-textFormat: AutoText; }
QLabel[rich="true"] { qproperty-textFormat: RichText; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}pt; font-weight: 600; }
QLabel[lit="true"] { color: $accent; }
QLabel[role="hint"] { color: $muted; font-size: ${small}pt; }
QLabel[role="error"] { color: $danger; font-size: ${small}pt; }
QLabel[role="warning"] { color: $warning; font-size: ${small}pt; }
QToolTip { color: $text; background: $raised; border: 1px solid $outline; padding: ${xs}px; }
QFrame[card="true"] { background: $surface; border: 1px solid $border; border-radius: 6px; }
QFrame[ruling="true"] { background: $border; border: none; }
QFrame[side="true"] { border: none; border-right: 1px solid $border; }
QFrame[rail="true"] { background: $raised; border: none; border-right: 1px solid $border; }
QGroupBox { border: none; margin-top: ${xl}px; padding: 0; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; top: ${xs}px; color: $text; }
QStatusBar { border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $border; }
"""

# A border that grew with the focus would take its pixels from the open list of a combo box.
_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
  background: $surface; border: 1px solid $outline; border-radius: 4px;
  padding: 3px 6px; min-height: 20px;
  selection-background-color: $accent; selection-color: $accent_text; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus {
  border: 2px solid $focus; padding: 2px 5px; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
  background: $window; border-color: $border; color: $disabled; }
QLineEdit[locked="true"] { background: $window; border-color: $border; }
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"], QComboBox[invalid="true"] {
  border: 2px solid $danger; padding: 2px 5px; }
QAbstractSpinBox { padding: 0; min-height: 24px; qproperty-alignment: "AlignRight|AlignVCenter"; }
QAbstractSpinBox:focus, QAbstractSpinBox[invalid="true"] { padding: 0; min-height: 22px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
  width: 18px; border: none; background: transparent; border-radius: 3px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url("$up"); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url("$down"); width: 12px; height: 12px; }
QDateEdit::drop-down { border: none; width: 22px; subcontrol-origin: border;
  subcontrol-position: right center; }
QDateEdit::down-arrow { image: url("$down"); width: 14px; height: 14px; }
QComboBox:focus { border-color: $focus; background: $hover; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url("$down"); width: 14px; height: 14px; }
QCheckBox, QRadioButton { spacing: ${s}px; padding: 2px; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { background: $hover; }
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator { width: 16px; height: 16px;
  background: $surface; border: 1px solid $outline; border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QTableView::indicator:hover {
  border-color: $focus; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $focus; }
QCheckBox::indicator:checked, QCheckBox::indicator:indeterminate, QTableView::indicator:checked {
  background: $accent; border-color: $accent; image: url("$check"); }
QCheckBox::indicator:indeterminate { image: url("$mixed"); }
QRadioButton::indicator:checked { width: 8px; height: 8px; background: $surface;
  border: 5px solid $accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {
  background: $window; border-color: $border; }
QCheckBox::indicator:checked:disabled { background: $disabled; border-color: $disabled; }
"""

_BUTTONS = """
QPushButton, QToolButton { background: $raised; border: 1px solid $outline; border-radius: 4px;
  padding: 4px ${m}px; min-height: 20px; outline: 0; }
QToolButton { padding: 4px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $border; }
QPushButton:checked, QToolButton:checked { background: $hover; border-color: $focus;
  color: $focus; }
QPushButton:disabled, QToolButton:disabled { color: $disabled; background: $window;
  border-color: $border; }
QPushButton:focus, QToolButton:focus { border: 2px solid $focus; padding: 3px 11px; }
QToolButton:focus { padding: 3px; }
QPushButton[primary="true"], QToolButton[primary="true"] { background: $accent;
  color: $accent_text; border: 1px solid $accent; padding: 4px ${m}px; font-weight: 600; }
QPushButton[primary="true"]:hover, QToolButton[primary="true"]:hover,
QPushButton[primary="true"]:pressed, QToolButton[primary="true"]:pressed {
  background: $accent_hover; }
QPushButton[primary="true"]:focus, QToolButton[primary="true"]:focus {
  border: 2px solid $text; padding: 3px 11px; }
QPushButton[primary="true"]:disabled, QToolButton[primary="true"]:disabled {
  background: $border; border-color: $border; color: $muted; }
QPushButton[large="true"], QPushButton[large="true"]:focus { min-height: 28px; padding: 4px ${xl}px;
  font-size: ${heading}pt; }
QPushButton[flat="true"], QToolButton[flat="true"] { background: transparent;
  border: 1px solid transparent; }
QPushButton[flat="true"]:hover, QToolButton[flat="true"]:hover { background: $hover; }
QPushButton[flat="true"]:checked, QToolButton[flat="true"]:checked { background: $hover; }
QPushButton[flat="true"]:focus, QToolButton[flat="true"]:focus { border: 2px solid $focus; }
QToolButton[item="true"], QToolButton[item="true"]:focus { padding: 2px 0; min-width: 38px; }
QToolButton[item="true"]:checked { background: $hover; border: 2px solid $focus; padding: 1px 0; }
QToolButton[place="true"], QToolButton[place="true"]:focus { background: transparent;
  color: $muted; border: 1px solid transparent; border-left: 3px solid transparent;
  border-radius: 4px; font-size: ${small}pt; padding: 6px 2px 5px 0; }
QToolButton[place="true"]:hover { background: $hover; color: $text; }
QToolButton[place="true"]:checked { background: $hover; color: $text; border-left-color: $focus; }
QToolButton[place="true"]:focus { border-color: $focus; }
QToolButton[link="true"] { background: transparent; border: 1px solid transparent;
  color: $focus; font-size: ${small}pt; padding: 0 4px; min-height: 16px; }
QToolButton[link="true"]:hover { text-decoration: underline; background: transparent; }
QToolButton[link="true"]:focus { border: 1px solid $focus; padding: 0 4px; }
QToolButton[popupMode="2"], QToolButton[popupMode="2"]:focus { padding-right: 20px; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: url("$down"); width: 12px;
  height: 12px; subcontrol-origin: padding; subcontrol-position: right center; right: 5px; }
QToolButton[segment="true"] { border-radius: 0; border-left-width: 0; padding: 3px ${s}px; }
QToolButton[segment="true"][edge="first"] { border-left-width: 1px;
  border-top-left-radius: 4px; border-bottom-left-radius: 4px; }
QToolButton[segment="true"][edge="last"] { border-top-right-radius: 4px;
  border-bottom-right-radius: 4px; }
QToolButton[segment="true"]:checked { background: $accent; border-color: $accent;
  color: $accent_text; }
QToolButton[segment="true"]:focus { border: 2px solid $focus; padding: 2px 7px; }
QToolButton[segment="true"]:checked:focus { border: 2px solid $text; }
"""

_SLIDERS = """
QSlider { min-height: 24px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $border; }
QSlider::sub-page:horizontal { border-radius: 2px; background: $accent; }
QSlider::sub-page:horizontal:disabled { background: $border; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -6px 0; border-radius: 8px;
  background: $surface; border: 1px solid $outline; }
QSlider::handle:horizontal:hover { border-color: $focus; }
QSlider::handle:horizontal:disabled { background: $window; border-color: $border; }
QSlider::handle:horizontal:focus { width: 12px; height: 12px; border: 2px solid $focus; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $outline; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $border; border: none; border-radius: 3px; max-height: 6px;
  min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""

_LISTS = """
QTableView, QTreeView, QListView { background: $surface; border: 1px solid $border;
  border-radius: 4px; gridline-color: $border; alternate-background-color: $window; outline: 0;
  selection-background-color: $accent; selection-color: $accent_text; }
QTableView:focus, QTreeView:focus, QListView:focus { border: 2px solid $focus; }
QListView[contents="true"], QListView[contents="true"]:focus { background: $window; border: none;
  border-radius: 0; padding: ${m}px ${s}px; }
QListView[contents="true"]::item { padding: 7px ${s}px; border: 1px solid transparent;
  border-left: 3px solid transparent; border-radius: 4px; color: $text; }
QListView[contents="true"]::item:hover { background: $hover; }
QListView[contents="true"]::item:selected { background: $hover; border-left-color: $focus; }
QListView[contents="true"]:focus::item:selected { border-color: $focus; }
QListView[lines="true"], QListView[lines="true"]:focus { background: $surface;
  border: 1px solid $outline; border-radius: 4px; padding: ${xs}px; }
QListView[lines="true"]:focus { border-color: $focus; }
QListView[lines="true"]::item { border: 1px solid transparent; border-left: 3px solid transparent;
  border-radius: 4px; padding: 0 ${xs}px; color: $text; }
QListView[lines="true"]::item:selected { background: $hover; border-left-color: $focus; }
QListView[lines="true"]:focus::item:selected { border-color: $focus; }
QComboBox QListView, QComboBox QListView:focus { background: $raised; border: none;
  border-radius: 0; padding: 0; }
QTableWidget::item { padding: 0 4px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QHeaderView { background: $window; border: none; }
QHeaderView::section { background: $window; color: $muted; font-weight: 600; border: none;
  border-bottom: 1px solid $border; padding: 4px ${s}px; }
QHeaderView[narrow="true"]::section { padding: 4px ${xs}px; }
QTableCornerButton::section { background: $window; border: none; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar::tab { background: transparent; color: $muted; border: none;
  border-bottom: 2px solid transparent; padding: 6px; }
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar:focus { background: $hover; }
QTabBar::tab:focus { border-bottom-color: $focus; }
QMenuBar::item { padding: 5px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; border: 1px solid $outline; padding: ${xs}px; }
QMenu::item { padding: 5px ${xl}px 5px ${m}px; border: 1px solid transparent; border-radius: 4px; }
QMenu::item:selected { background: $hover; border-color: $focus; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::separator { height: 1px; background: $border; margin: ${xs}px ${s}px; }
QScrollArea { border: none; background: transparent; }
"""

_SHEET = Template(_TEXT + _FIELDS + _BUTTONS + _SLIDERS + _LISTS)


def qss(theme: Theme, points: float) -> str:
    """Return the style sheet of `theme` for a system font of `points`."""
    values: dict[str, object] = {
        name: value for name, value in asdict(theme).items() if isinstance(value, str)
    }
    values |= asdict(SPACE)
    values |= {name: f"{scale * points:.2f}" for name, scale in asdict(FONT).items()}
    # Grey enough for either ground, so that one drawing serves both themes.
    for name in ("up", "down", "check", "mixed"):
        values[name] = asset_path(f"icons/indicator-{name}.svg").as_posix()
    return _SHEET.substitute(values)


def set_variant(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for, and let the widget follow it.

    For example ``set_variant(edit, "invalid", True)``.
    """
    before = widget.property(name)
    if before == value or (before is None and value is False):
        return
    widget.setProperty(name, value)
    # What was never shown is polished once it is.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
