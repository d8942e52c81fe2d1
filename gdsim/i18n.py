"""Translation of every text that a person sees."""

from __future__ import annotations

import gettext
from functools import cache

from gdsim.assets import asset_path
from gdsim.engine.errors import InputError


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation("gdsim", asset_path("locale"), fallback=True)


def tr(text: str) -> str:
    """Return `text` in the person's language, or unchanged where no translation exists."""
    return _catalogue().gettext(text) if text else text


def tr_error(error: InputError) -> str:
    """Return the sentence of `error` in the person's language, and so those within it."""
    values = {
        name: tr_error(value) if isinstance(value, InputError) else value
        for name, value in error.values.items()
    }
    return tr(error.template).format(**values)
