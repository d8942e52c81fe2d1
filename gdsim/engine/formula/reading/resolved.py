"""Which column or parameter a name means whose index is written in one of several ways."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from gdsim.engine.formula.parameter_names import GREEK, VARIABLES
from gdsim.engine.formula.reading.scanner import Scanner, Token
from gdsim.engine.formula.reading.vocabulary.characters import refuse
from gdsim.engine.formula.reading.vocabulary.functions import AGGREGATE, CONSTANTS, function_of

_NUMBERED = re.compile(r"(.*?[^\d_])_?(\d+)")
_OF_ROW = re.compile(r"(.+?)_([ijknt])")
_OF_ROW_NUMBERED = re.compile(r"(.+?)_(?:[ijknt]_?(\d+)|(\d+)_?[ijknt])")


def resolved(scanner: Scanner, tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with each name as the column or parameter that it means.

    Where there is no column x_1, but one x1, that is meant, and by x_i the column x in row i. An
    index in small print takes the spelling that the same name has elsewhere in the text. In LaTeX
    two letters side by side are a product.
    """
    columns = scanner.columns
    parts = [part for token in tokens for part in _letters_apart(scanner, token)]
    spelled = {*scanner.constants} | {
        token.text for token in parts if token.kind == "name" and not token.is_loose
    }
    index = _index_of_sum(scanner, parts)
    found = []
    for token, after in zip(parts, [*parts[1:], None], strict=True):
        is_call = after is not None and after.text in ("(", "[", "{")
        if not _is_free(token, columns) or (is_call and function_of(token.text)):
            found.append(token)
            continue
        name = _column(token.text, columns)
        if name is not None:
            scanner.note_column(token.typed, name)
        elif columns:
            _refuse_rows(token, index, columns)
        if name is None and token.is_loose:
            name = next((one for one in _spellings(token.text) if one in spelled), None)
        found.append(token if name is None else replace(token, text=name))
    return found


def _is_free(token: Token, columns: Collection[str]) -> bool:
    """Tell whether a token is a name that has no meaning of its own."""
    is_name = token.kind == "name" and token.text not in columns
    return is_name and token.text not in CONSTANTS and not AGGREGATE.fullmatch(token.text)


def _letters_apart(scanner: Scanner, token: Token) -> list[Token]:
    """Return the letters of a short name that LaTeX would set as a product."""
    letters = re.match(r"[a-zA-Z]{2,3}(?=$|_)", token.typed)
    is_word = not letters or bool(function_of(letters[0])) or letters[0] in GREEK
    known = (*scanner.columns, *scanner.constants)
    is_free = scanner.is_latex and token.kind == "name" and token.text not in known
    if letters is None or is_word or not is_free or not _is_free(token, scanner.columns):
        return [token]
    if token.typed.lower().startswith(("pow", "sum")) or token.typed in ("def", "sgn"):
        return [token]
    word, start = letters[0], token.position
    if len(word) == 3 and not set(word) & set(VARIABLES):
        return [token]
    index = token.text.removeprefix(word)
    ends = [*range(start + 1, start + len(word)), token.end]
    made = [
        replace(token, text=letter, typed=letter, position=start + k, end=end)
        for k, (letter, end) in enumerate(zip(word, ends, strict=True))
    ]
    made[-1] = replace(made[-1], text=word[-1] + index, typed=token.typed[len(word) - 1 :])
    product = "*".join(one.typed for one in made)
    scanner.note("{text} was taken as {name}", text=token.typed, name=product)
    return made


def _refuse_rows(token: Token, index: str, columns: Collection[str]) -> None:
    """Refuse a name with the index of a row that no column has, with the product where it is one.

    Parameters
    ----------
    index
        What a sum counts the rows with; empty where there is none.
    """
    parts = re.findall(r"[^_]+_[ijknt]", token.text)
    stem = parts[0].rpartition("_")[0] if len(parts) == 1 else ""
    if len(parts) > 1 and "".join(parts) == token.text:
        product = "*".join(parts)
    else:
        column = next((one for one in columns if stem.endswith(one) and stem != one), None)
        product = f"{stem.removesuffix(column)}*{column}{token.text[len(stem) :]}" if column else ""
    if product:
        refuse(
            "{name} is read as one name; write {product} for the product, or call it otherwise",
            token.position,
            name=token.typed,
            product=product,
        )
    if index and token.text.endswith(f"_{index}"):
        refuse(
            "{name} is read as row {index} of a column, and the data has none that is called"
            " {stem}",
            token.position,
            name=token.typed,
            index=index,
            stem=token.text.removesuffix(f"_{index}"),
        )


def _spellings(name: str) -> tuple[str, ...]:
    """Return the ways to write a name that ends in a number, with and without _."""
    match = _NUMBERED.fullmatch(name)
    return () if match is None else (f"{match[1]}{match[2]}", f"{match[1]}_{match[2]}")


def _column(name: str, columns: Collection[str]) -> str | None:
    """Return the column that a name means which is none by itself."""
    names = [*_spellings(name)]
    if match := _OF_ROW.fullmatch(name):
        names += [match[1], *_spellings(match[1])]
    if match := _OF_ROW_NUMBERED.fullmatch(name):
        names += _spellings(match[1] + (match[2] or match[3]))
    return next((one for one in names if one in columns), None)


def _index_of_sum(scanner: Scanner, tokens: Sequence[Token]) -> str:
    """Return the letter that a sum counts the rows with; empty for none."""
    for token in tokens:
        is_free = token.kind == "name" and token.text not in scanner.columns
        is_sum = is_free and bool(AGGREGATE.fullmatch(token.text))
        if is_sum and "_" in token.text and token.position not in scanner.sums:
            return token.text.rpartition("_")[2]
    return ""
