"""What a swept setting is called, as the set-up calls it."""

from __future__ import annotations

from gdsim.engine.many.axes import BATCH_SIZE, LEARNING_RATE
from gdsim.i18n import tr
from gdsim.study.words.setting_titles import TITLES
from gdsim.symbols import symbol

_SIGNS = {LEARNING_RATE: "η", BATCH_SIZE: "B", "eps": "ε"}


def axis_title(name: str) -> str:
    """Return what can be swept by its title, with its symbol where it has one."""
    if name == LEARNING_RATE:
        return tr("Learning rate η")
    if name == BATCH_SIZE:
        return tr("Batch size B")
    if name == "cosine_updates":
        return tr("Cosine updates")
    return tr(TITLES[name][0]) if name in TITLES else name


def axis_sign(name: str) -> str:
    """Return what stands for it in an equation or a pair: its symbol, or else its title."""
    sign = _SIGNS.get(name, symbol(name))
    return axis_title(name) if sign == name else sign
