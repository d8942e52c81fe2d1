"""What is asked before a document is left, or a file replaced by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMessageBox, QWidget

from gdsim.i18n import ntr, tr
from gdsim.views.style.plain_text import plain

Buttons = QMessageBox.StandardButton

MOST_TITLES = 3
"""Works that are named in a question."""


def ask_to_save(window: QWidget, title: str, left: Sequence[str], *, is_gone: bool) -> Buttons:
    """Ask whether to save, to leave without, or to stay.

    Parameters
    ----------
    left
        Titles of unsaved works that others took the place of, the newest first.
    is_gone
        Whether the document's file is not there any more.
    """
    question = (
        tr("{title} is not in its folder any more. Save it again?")
        if is_gone
        else tr("{title} was changed. Save the changes?")
    )
    text = f"{question.format(title=title)} {_told_of(left)}".rstrip()
    buttons = Buttons.Save | Buttons.Discard | Buttons.Cancel
    return QMessageBox.question(window, tr("gdsim"), plain(text), buttons, Buttons.Save)


def ask_to_leave_behind(window: QWidget, left: Sequence[str]) -> bool:
    """Ask whether to go without works that others took the place of; all else is saved."""
    buttons = Buttons.Discard | Buttons.Cancel
    text = plain(_told_of(left))
    answer = QMessageBox.question(window, tr("gdsim"), text, buttons, Buttons.Cancel)
    return answer == Buttons.Discard


def _told_of(left: Sequence[str]) -> str:
    """Return which works are not saved, and how they come back; nothing where there is none."""
    if not left:
        return ""
    left = list(dict.fromkeys(left))
    titles = ", ".join(tr("“{title}”").format(title=title) for title in left[:MOST_TITLES])
    if len(left) > MOST_TITLES:
        titles = f"{titles}, …"
    return ntr(
        "{titles} was left without being saved: choose Cancel, and Undo or Redo brings it back.",
        "{titles} were left without being saved: choose Cancel, and Undo or Redo brings them back.",
        len(left),
    ).format(titles=titles)


def ask_to_replace_changed(window: QWidget, file: str) -> bool:
    """Ask whether to replace a file that somebody else changed meanwhile."""
    text = tr(
        "{file} was changed since it was opened or saved here, perhaps by another window."
        " Replace it? Save as… keeps both."
    )
    return _may_replace(window, text.format(file=file))


def ask_to_replace_another(window: QWidget, file: str, old: str, new: str) -> bool:
    """Ask whether to replace a file that holds another work, whose title is `old`."""
    text = tr("{file} holds “{old}”. Replace it by “{new}”? Save as… keeps both.")
    return _may_replace(window, text.format(file=file, old=old, new=new))


def ask_to_save_on_another_disk(window: QWidget, file: str) -> bool:
    """Ask whether to save in a folder that took the place of a disk, as of a stick taken out."""
    text = tr(
        "The disk with {file} is not there any more. Save it in the folder that is left in its"
        " place, and is out of sight once the disk is back? Save as… saves it elsewhere."
    )
    return _may_replace(window, text.format(file=file))


def _may_replace(window: QWidget, text: str) -> bool:
    buttons = Buttons.Yes | Buttons.Cancel
    answer = QMessageBox.question(window, tr("gdsim"), plain(text), buttons, Buttons.Cancel)
    return answer == Buttons.Yes
