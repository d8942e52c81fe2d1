"""Work whose input may be refused, with the refusal said in the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from gdsim.engine.errors import InputError
from gdsim.files.shortened import with_short_words
from gdsim.i18n import tr, tr_error
from gdsim.views.style.plain_text import plain


def guarded(window: QWidget, work: Callable[[], object]) -> bool:
    """Do `work` and return True; where its input is refused, say so and return False."""
    try:
        work()
    except InputError as error:
        QMessageBox.warning(window, tr("gdsim"), plain(with_short_words(alone(error))))
        return False
    return True


def alone(error: InputError) -> str:
    """Return the sentence of a refusal as it stands alone: elsewhere it follows a name."""
    sentence = tr_error(error)
    # A name or a number that it begins with stays as it is.
    return sentence[:1].upper() + sentence[1:] if error.template[:1].islower() else sentence
