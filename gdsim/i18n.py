"""Translation of every text that a person sees.

Each text stands in the source as a literal, from which
``xgettext --from-code=UTF-8 -k -ktr -kntr:1,2 -kN_ -kInputError:1,1t -kInputError:1,2,2t
-kRemark:1,1t -kRemark:1,2,2t -knote:1 -krefuse:1`` extracts it.
"""

from __future__ import annotations

import gettext
from functools import cache

from gdsim.assets import asset_path
from gdsim.engine.errors import InputError, Remark


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation("gdsim", asset_path("locale"), fallback=True)


def tr(text: str) -> str:
    """Return `text` in the person's language, or unchanged where no translation exists.

    It is a literal, or comes from a table whose texts are marked by `gdsim.texts.N_`.
    """
    return _catalogue().gettext(text) if text else text


def ntr(singular: str, plural: str, count: int) -> str:
    """Return the form of a text that goes with `count` things, in the person's language."""
    return _catalogue().ngettext(singular, plural, count)


def tr_error(error: InputError | Remark) -> str:
    """Return the sentence of `error`, or of a remark, in the person's language.

    Sentences within it are translated, too.
    """
    values = {
        name: tr_error(value) if isinstance(value, InputError) else value
        for name, value in error.values.items()
    }
    if error.plural:
        return ntr(error.template, error.plural, int(str(values["n"]))).format(**values)
    return tr(error.template).format(**values)
