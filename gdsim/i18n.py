"""Translation of every text that a person sees."""

from __future__ import annotations

import gettext
from functools import cache

from gdsim.assets import asset_path
from gdsim.engine.errors import InputError, Remark


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation("gdsim", asset_path("locale"), fallback=True)


def tr(text: str) -> str:
    """Return `text` in the person's language, or unchanged where no translation exists."""
    return _catalogue().gettext(text) if text else text


def tr_error(error: InputError | Remark) -> str:
    """Return the sentence of `error`, or of a remark, in the person's language."""
    return tr(error.template).format(**error.values)
