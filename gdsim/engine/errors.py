"""The one exception for input that cannot be accepted, and remarks on what was."""

from __future__ import annotations

from collections.abc import Collection, Mapping


class InputError(ValueError):
    """Input that was refused, as a template and its values.

    The template is an English sentence that names what was wrong and what would be accepted;
    keeping it apart from its values lets the layers above translate it, since the engine knows no
    language.

    Parameters
    ----------
    template
        A sentence with ``str.format`` fields, without a final full stop.
    plural
        The same where the field ``n`` is not 1; empty where the sentence is that for any number.
    position
        Index into the text of an expression where the fault lies, from 0, or None.
    **values
        What the fields stand for; another InputError for a sentence within this one.
    """

    def __init__(
        self, template: str, plural: str = "", *, position: int | None = None, **values: object
    ) -> None:
        self.template = template
        self.plural = plural
        self.values = values
        self.position = position
        super().__init__(_form(template, plural, values).format(**values))


def _form(template: str, plural: str, values: Mapping[str, object]) -> str:
    return plural if plural and values["n"] != 1 else template


class Remark:
    """What is to be said of input that was accepted, as a template and its values.

    Parameters
    ----------
    template
        A sentence with ``str.format`` fields, without a final full stop.
    plural
        As of an `InputError`.
    **values
        What the fields stand for.
    """

    def __init__(self, template: str, plural: str = "", **values: object) -> None:
        self.template = template
        self.plural = plural
        self.values = values

    def __str__(self) -> str:
        return _form(self.template, self.plural, self.values).format(**self.values)


def require_choice(what: str, value: str, accepted: Collection[str]) -> None:
    """Raise InputError if `value`, which is `what`, is not one of those accepted."""
    if value not in accepted:
        raise InputError(
            "{what} is {value}; give one of {accepted}",
            what=what,
            value=value,
            accepted=", ".join(accepted),
        )
