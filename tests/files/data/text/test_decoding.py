"""Texts in whatever they were written in."""

from __future__ import annotations

import pytest

from gdsim.engine.errors import InputError
from gdsim.files.data.text.decoding import decoded

TEXT = "Größe,x\n1,2\n"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "UTF-16"),
        ("latin-1", "Latin-1"),
        ("cp1252", "Latin-1"),
    ],
)
def test_a_text_is_the_same_in_every_encoding_and_what_it_was_is_told(
    encoding: str, said: str
) -> None:
    content, sentences = decoded(TEXT.encode(encoding), "t.csv")
    assert content.decode() == TEXT
    assert len(sentences) == bool(said)
    assert said in "".join(sentences)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(encoding: str) -> None:
    content, sentences = decoded("x,y\n1,2\n".encode(encoding), "t.csv")
    assert content == b"x,y\n1,2\n"
    assert len(sentences) == 1


def test_signs_that_windows_adds_to_latin_1_are_read() -> None:
    assert decoded(b"price \x80,x\n1,2\n", "t.csv")[0].decode() == "price €,x\n1,2\n"


@pytest.mark.parametrize(
    "content",
    [b"x,y\n\0\n", b"\xff\xfe\x00\xd8", b"\x89PNG\r\n\x1a\n\xff", b"PK\x03\x04\xff\x01"],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match=r"t\.csv is not a text file"):
        decoded(content, "t.csv")


def test_a_letter_across_the_end_of_a_block_is_read() -> None:
    text = "a" * (2**20 - 1) + "ß\n1\n"
    assert decoded(text.encode(), "t.csv") == (text.encode(), [])
