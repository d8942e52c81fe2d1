"""A place among the tokens of a formula, and what is refused at any of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from gdsim.engine.formula.nodes import Node
from gdsim.engine.formula.reading.front import without_front
from gdsim.engine.formula.reading.resolved import resolved
from gdsim.engine.formula.reading.scanner import Scanner, Token, refuse_character
from gdsim.engine.formula.reading.vocabulary.characters import refuse

MAX_DEPTH = 32

MOST_TOLD = 100
"""Characters of the readings up to which both are spelt out."""

CLOSING = {"(": ")", "[": "]", "{": "}"}


class Cursor(ABC):
    """Goes through the tokens from left to right; what its parts read are nodes.

    The grammar itself is in `gdsim.engine.formula.reading.syntax`.
    """

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self._columns = scanner.columns
        self.tokens = resolved(scanner, without_front(scanner))
        self._i = 0
        self._depth = 0
        self._in_arguments = False
        self._bars: list[str] = []

    @property
    def _next(self) -> Token:
        return self.tokens[self._i]

    def _take(self) -> Token:
        token = self._next
        self._i += 1
        return token

    def _at(self, *operators: str) -> bool:
        return self._next.kind == "operator" and self._next.text in operators

    def _text(self, start: int, end: int) -> str:
        """Return what was typed for the tokens from `start` to before `end`."""
        typed = self._scanner.text[self.tokens[start].position : self.tokens[end - 1].end]
        return " ".join(typed.split())

    def note(self, template: str, **values: object) -> None:
        """Remember what is to be said of the text."""
        self._scanner.note(template, **values)

    @abstractmethod
    def _sum(self) -> Node:
        """Read a sum, with terms from 1 on."""

    @abstractmethod
    def _product(self) -> Node:
        """Read a product, with factors from 1 on."""

    @abstractmethod
    def _signed(self) -> Node:
        """Read a power with or without a sign in front."""

    @abstractmethod
    def _power(self) -> Node:
        """Read a power, or what could be the base of one."""

    @abstractmethod
    def _primary(self) -> Node:
        """Read what could be the base of a power."""

    def _starts_factor(self) -> bool:
        """Tell whether a factor follows without a sign *."""
        if self._at("|", "‖"):
            return not self._bars
        return self._next.kind in ("name", "root", "frac") or self._at(*CLOSING, "|<", "‖<")

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            refuse(
                "brackets and powers are nested too deeply; up to {most} levels are accepted",
                self._next.position,
                most=MAX_DEPTH,
            )

    def _group(self) -> Node:
        return self._bracketed(self._take())

    def _bracketed(self, opening: Token) -> Node:
        with self._inside(opening):
            return self._sum()

    @contextmanager
    def _inside(self, opening: Token, *, of_call: bool = False) -> Iterator[None]:
        """Read what a bracket holds, which bars around it do not reach into, and its end."""
        outer = self._bars, self._in_arguments
        self._bars, self._in_arguments = [], of_call
        yield
        self._close(opening)
        self._bars, self._in_arguments = outer

    def _close(self, opening: Token) -> None:
        closing = CLOSING[opening.text]
        if not self._at(closing):
            if self._next.kind == "end":
                refuse(
                    "the bracket {opening} is never closed; add a bracket {closing}",
                    opening.position,
                    opening=opening.text,
                    closing=closing,
                )
            refuse(
                "{found} stands where an operator or a bracket {closing} is expected",
                self._next.position,
                found=self._next.text,
                closing=closing,
            )
        self._take()

    def _refuse_rest(self) -> NoReturn:
        token = self._next
        if self._at(")", "]", "}"):
            refuse(
                "a bracket {closing} has no bracket {opening} before it",
                token.position,
                closing=token.text,
                opening={closing: opening for opening, closing in CLOSING.items()}[token.text],
            )
        refuse(
            "{found} is not expected here; an operator is, such as *",
            token.position,
            found=token.typed or token.text,
        )

    def _refuse_two(self, begin: int, start: int, name: str) -> NoReturn:
        """Refuse sin x/2, √x² and the like, where it is unclear how far the argument goes.

        Parameters
        ----------
        begin, start
            The tokens that the whole and its argument begin with.
        name
            Of the function; empty for a root.
        """
        middle = self._i
        if self._at("^", "/"):
            sign = self._take().text
            self._signed()
        else:
            sign = "*"
            self._power()
        front = self._text(begin, start).strip()
        argument, rest = self._text(start, middle), self._text(middle, self._i)
        one = f"{name or front}({self._text(start, self._i)})"
        other = f"{name or front}({argument}){'*' if sign == '*' else ''}{rest}"
        if len(one) + len(other) > MOST_TOLD:
            refuse("this can be read in two ways; write brackets", self.tokens[begin].position)
        refuse(
            "{text} can be read in two ways; write {one} or {other}",
            self.tokens[begin].position,
            text=self._text(begin, self._i),
            one=one,
            other=other,
        )

    def _refuse_start(self, token: Token) -> NoReturn:
        if token.kind == "end":
            refuse(
                "the text ends where a number, a name or a bracket ( is expected", token.position
            )
        if token.text in ("=", "→", "@", ":"):
            refuse_character(self._scanner.text, token.position)
        refuse(
            "{found} stands where a number, a name or a bracket ( is expected",
            token.position,
            found=token.text,
        )
