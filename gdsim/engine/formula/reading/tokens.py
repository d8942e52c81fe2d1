"""Text to tokens, each with its place, in one plain spelling."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from gdsim.engine.errors import InputError
from gdsim.engine.formula.reading.indices import index_after
from gdsim.engine.formula.reading.scanner import Scanner, Token, refuse_character
from gdsim.engine.formula.reading.sums import sum_sign
from gdsim.engine.formula.reading.vocabulary.characters import (
    ACCENTS,
    IGNORED,
    ROOTS,
    SAME_AS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    VULGAR,
    is_bold,
    plain_name,
    refuse,
)
from gdsim.engine.formula.reading.vocabulary.functions import (
    AGGREGATES,
    CONSTANTS,
    MODULES,
    WRITTEN_OUT,
    function_of,
)

_OTHER = re.escape("".join((*SUPERSCRIPTS, *VULGAR, *ROOTS)))
_MARKS = "".join(ACCENTS)
_LETTER = rf"[^\W\d_{_OTHER}{''.join(SUBSCRIPTS)}]"
_NUMBER = re.compile(r"(?:[0-9]+(?:\.(?![*/^])[0-9]*|\{,\}[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
NAME = re.compile(rf"{_LETTER}(?:[^\W\d{_OTHER}]|[0-9]|[{_MARKS}])*")
_SUM = re.compile(r"∑|Σ(?=\s*[_^₀-₉ᵢⱼₖ])")
_DOTTED = re.compile(rf"\.({NAME.pattern})")
_INDEX = re.compile(r"\[\s*([0-9]{1,6}|[ijknt])\s*\]")
_AFTER_INDEX = re.compile(f"[{''.join(SUBSCRIPTS)}](?=[^{''.join(SUBSCRIPTS)}{_MARKS}])")
_RAISED = re.compile(f"[{re.escape(''.join(SUPERSCRIPTS))}]+")
_PAIRS = {"**": "^", ".^": "^", ".*": "*", "./": "/", ":=": "=", "<-": "=", "->": "→", "=>": "→"}
_SIGNS = frozenset("+-*/^()[]{},;|‖=:@→")


class _Scan(Scanner):
    """Takes the text apart."""

    def scan(self, i: int, end: int) -> None:
        """Take the part of the text from `i` to `end` apart."""
        while i < end:
            letter = self.text[i]
            if letter.isspace() or letter in IGNORED:
                i += 1
            elif letter == "\\":
                i = self._command(i, end)
            elif letter in "~&" and self.is_latex:
                i += 1
            elif letter == "#":
                i = self._comment(i, end)
            elif _SUM.match(self.text, i, end) and self.text[i : i + 1] not in self.columns:
                i = sum_sign(self, i, i + 1, end)
            else:
                i = self._piece(i, end)

    def _command(self, i: int, end: int) -> int:
        from gdsim.engine.formula.reading import latex_source

        return latex_source.command(self, i, end)

    def _piece(self, i: int, end: int) -> int:
        if match := _NUMBER.match(self.text, i, end):
            self.add("number", match[0].replace("{,}", "."), i, match.end())
            return match.end()
        if match := NAME.match(self.text, i, end):
            return self._name(match[0], i, end)
        letter = self.text[i]
        if letter in VULGAR:
            return self._fraction(i)
        if letter in ROOTS:
            self.add("root", str(ROOTS[letter]), i, i + 1)
            return i + 1
        if match := _RAISED.match(self.text, i, end):
            self._raised(match[0], i)
            return match.end()
        pair = self.text[i : min(i + 2, end)]
        if pair in _PAIRS:
            self.add("operator", _PAIRS[pair], i, i + 2)
            return i + 2
        if letter == "_" and self.tokens and self.tokens[-1].text.strip(">") in ("|", "‖"):
            # Which length is meant makes no difference for one number.
            return index_after(self, i, end)[1]
        sign = SAME_AS.get(letter, letter)
        if sign not in _SIGNS:
            refuse_character(self.text, i)
        self.add("operator", sign, i, i + 1)
        return i + 1

    def _comment(self, i: int, end: int) -> int:
        line = self.text.find("\n", i, end)
        self.note("What stands after the sign # was left out")
        return end if line < 0 else line

    # Names

    def _name(self, name: str, i: int, end: int) -> int:
        if cut := _AFTER_INDEX.search(name):
            # An index in small print ends a name: w₁x₁ is a product.
            name, end = name[: cut.end()], i + cut.end()
        is_column = name in self.columns
        if self.is_latex and not is_column:
            name = name.partition("_")[0]
        after = i + len(name)
        if dotted := _DOTTED.match(self.text, after, end):
            if name in MODULES and not is_column:
                return self._of_module(i, end)
            self._refuse_dotted(i, dotted)
        if any(is_bold(letter) for letter in name):
            self.note_vector(name)
        typed = name.rstrip("_") if self.text[after : after + 1] == "{" else name
        return self.named(plain_name(typed, i), i, i + len(typed), end)

    def named(self, name: str, start: int, i: int, end: int) -> int:
        """Add a name that goes up to `i`, with the index that follows; return where that ends."""
        is_loose = any(letter in SUBSCRIPTS for letter in self.text[start:i])
        if name.lower() == "sum" and self.text[i : i + 1] == "_" and name not in self.columns:
            return sum_sign(self, start, i, end)
        if name not in self.columns or self.text[i : i + 1] == "_":
            accents = [
                accent for accent in ACCENTS.values() if accent and name.endswith(f"_{accent}")
            ]
            accent = f"_{accents[0]}" if accents else ""
            index, i = index_after(self, i, end)
            name = name.removesuffix(accent) + index + accent
        bracketed = _INDEX.match(self.text, i, end)
        if bracketed and not self._is_function(name):
            i, is_loose = bracketed.end(), True
            is_number = bracketed[1].isdecimal()
            name += bracketed[1] if is_number else f"_{bracketed[1]}"
            if is_number:
                self.note("{text} was taken as {name}", text=self.text[start:i], name=name)
        self.add("name", name, start, i, is_loose)
        return i

    def _is_function(self, name: str) -> bool:
        return bool(function_of(name)) or name in WRITTEN_OUT

    def _of_module(self, start: int, end: int) -> int:
        """Add the function or constant that stands after np., math. and the like."""
        i, name = start, ""
        match = NAME.match(self.text, i, end)
        while match is not None:
            name, i = match[0], match.end()
            dotted = _DOTTED.match(self.text, i, end)
            match = NAME.match(self.text, i + 1, end) if dotted else None
        if not (self._is_function(name) or name in AGGREGATES or name in CONSTANTS):
            refuse(
                "{text} is not known here; write the formula out",
                start,
                text=self.quoted(start, i),
            )
        self.add("name", name, start, i)
        return i

    def _refuse_dotted(self, start: int, dotted: re.Match[str]) -> None:
        text = self.quoted(start, dotted.end())
        if dotted[1] == "T":
            refuse(
                "the transpose {text} is not accepted; write the products out, as in w1*x1 + w2*x2",
                start,
                text=text,
            )
        refuse("{text} is not accepted; names have letters, digits and _", start, text=text)

    # Numbers in print

    def _fraction(self, i: int) -> int:
        if self.tokens and self.tokens[-1].kind == "number":
            refuse("a number stands before {sign}; write it with a point, as 2.5, or with *", i,
                   sign=self.text[i])  # fmt: skip
        above, below = VULGAR[self.text[i]]
        for kind, text in (("operator", "("), ("number", str(above)), ("operator", "/"),
                           ("number", str(below)), ("operator", ")")):  # fmt: skip
            self.add(kind, text, i, i + 1)
        return i + 1

    def _raised(self, raised: str, i: int) -> None:
        """Add an exponent in small print: ``²`` as ``^ 2``, ``⁻¹`` as ``^ (-1)``."""
        plain = "".join(SUPERSCRIPTS[letter] for letter in raised)
        parts = re.findall("[0-9]+|[a-zA-Z]|.", plain)
        self.add("operator", "^", i, i + 1)
        parts = parts if len(parts) == 1 else ["(", *parts, ")"]
        for part in parts:
            kind = "number" if part.isdecimal() else "name" if part.isalpha() else "operator"
            self.tokens.append(Token(kind, part, i, part, i + len(raised)))


def scanned(
    text: str,
    columns: Collection[str] = (),
    n_rows: int | None = None,
    constants: Mapping[str, float] | None = None,
) -> Scanner:
    """Return what `text` is made of, the last token marking its end; raise InputError.

    Dollar signs and brackets around LaTeX are left out, and what only ends a sentence or a line of
    a program.
    """
    scanner = _Scan(text, columns, n_rows, constants or {})
    start, end = _inside(text)
    scanner.scan(start, end)
    scanner.tokens.append(Token("end", "", end, "", end))
    return scanner


def one_name(text: str) -> str:
    """Return the one name that a text is in a formula, in its plain spelling; empty for no name."""
    try:
        first, *rest = scanned(text).tokens
    except InputError:
        return ""
    return first.text if first.kind == "name" and len(rest) == 1 else ""


def _inside(text: str) -> tuple[int, int]:
    """Return where the formula itself begins and ends."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    while end > start:
        inner = text[start:end]
        if inner[-1] in ";,.，。" and not re.search(r"\\[,;]$", inner):
            end -= 1
        elif match := re.fullmatch(r"(\$\$?)[^$]*\1|(\\\[)(?s:.*)\\\]|(\\\()(?s:.*)\\\)", inner):
            width = len(match[1] or match[2] or match[3])
            start, end = start + width, end - width
        else:
            break
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = start + len(text[start:end].rstrip())
    return start, end
