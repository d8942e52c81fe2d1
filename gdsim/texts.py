"""Texts that a person sees, where they stand in a table; of use to the engine too."""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802 - the name by which translators' tools know it
    """Return `text` unchanged, marked to be found by whoever extracts texts to be translated.

    It is translated where it is shown, by `gdsim.i18n.tr`; so a table that is made on import, or by
    a part that knows no language, can hold it.
    """
    return text
