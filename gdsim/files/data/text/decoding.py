"""Text of a file in UTF-8, whatever it was written in."""

from __future__ import annotations

import codecs
import re

from gdsim.engine.errors import InputError
from gdsim.i18n import tr

UTF_16: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

LOOKED_AT = 4096
"""Bytes at the beginning that tell what a text is written in."""

MOST_ZEROS = 0.4
"""From this share of zero bytes on, at every other place, a text is taken for UTF-16."""

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]")
"""Bytes that no text in Windows-1252 has."""


def decoded(content: bytes, title: str) -> tuple[bytes, list[str]]:
    """Return a text in UTF-8 without a mark at its beginning, and what is to be said of it.

    Parameters
    ----------
    title
        What to call the file in a message.

    Raises
    ------
    InputError
        If it is no text in UTF-8, UTF-16 or Windows-1252 (which has all letters of Latin-1).
    """
    if content.startswith(codecs.BOM_UTF8):
        content = content[len(codecs.BOM_UTF8) :]
    encoding = _utf_16(content)
    if encoding:
        try:
            text = content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise _no_text(title) from error
        if "\0" in text:
            raise _no_text(title)
        return text.encode(), [tr("the text is written in UTF-16 and was read so")]
    if b"\0" in content:
        raise _no_text(title)
    if is_utf_8(content):
        return content, []
    if _CONTROL.search(content):
        raise _no_text(title)
    sentence = tr("the text is not in UTF-8: its letters were taken for Latin-1 (Windows-1252)")
    return content.decode("cp1252").encode(), [sentence]


def _utf_16(content: bytes) -> str:
    """Return which UTF-16 a text is written in, empty for none."""
    for mark, encoding in UTF_16:
        if content.startswith(mark):
            return encoding
    head = content[: LOOKED_AT - LOOKED_AT % 2]
    half = len(head) // 2
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[first::2].count(0), head[1 - first :: 2].count(0)
        if half and zeros > MOST_ZEROS * half and not others:
            return encoding
    return ""


def is_utf_8(content: bytes) -> bool:
    """Tell whether a text is in UTF-8, without keeping it a second time."""
    if content.isascii():
        return True
    decoder = codecs.getincrementaldecoder("utf-8")()
    step = 2**20
    try:
        for begin in range(0, len(content), step):
            decoder.decode(content[begin : begin + step])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _no_text(title: str) -> InputError:
    return InputError("{path} is not a text file; save it as CSV, .xlsx or .parquet", path=title)
