"""What is said of runs that maximise, turned into what a descent of the mirror would be told."""

from __future__ import annotations

import re

_TURNED = {
    "Rising": "Falling",
    "rising": "falling",
    "rose": "fell",
    "risen": "fallen",
    "rises": "falls",
    "grew": "fell",
    "grown": "fallen",
    "Falling": "Rising",
    "falling": "rising",
    "fell": "grew",
    "fallen": "grown",
    "falls": "rises",
    "maximum": "minimum",
    "minimum": "maximum",
    "downward": "upward",
    "downwards": "upwards",
    "upward": "downward",
    "upwards": "downwards",
    "hill": "bowl",
    "top": "bottom",
    "below its": "above its",
    "higher": "lower",
    "lower": "higher",
    "ceiling": "floor",
    "smallest": "largest",
    "largest": "smallest",
    "raise": "lower",
}
"""Each word that has a direction, and its opposite."""

_WORD = re.compile(r"\b(?:" + "|".join(_TURNED) + r")\b")
_NUMBER = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"
_RANGES = re.compile(
    rf"(loss (?:fell|rose|grew|went|has grown|has fallen|has risen)[^.;:]*?)"
    rf" from ({_NUMBER})( at the start)? to ({_NUMBER})"
)
_SINGLE = re.compile(
    rf"((?:loss (?:of|is|was|stayed at|left|at)|leaves it at|it (?:is|was)|left the loss at"
    rf"|the mean loss (?:is|stayed at)|loss of the last batch was|that of the third is|eigenvalue))"
    rf" ({_NUMBER})"
    rf"(?!\.?\d)(?= now|[.,;)]| to four| changes| all along|$)"
)
_BETWEEN = re.compile(rf"between ({_NUMBER}) and ({_NUMBER})")
_VALUES = re.compile(rf"(eigenvalues(?: from)?) ({_NUMBER})( to | and )({_NUMBER})")
_FROM = re.compile(rf"(grew|fell|rose),? from ({_NUMBER}) to ({_NUMBER})")

_AND_FLAT = re.compile(rf"eigenvalues ({_NUMBER} to {_NUMBER}) and 0\b")


def mirrored(sentence: str) -> str:
    """Return the sentence with all directions turned, and losses and eigenvalues negated."""

    def both(match: re.Match[str]) -> str:
        values = [
            _negated(part) if re.fullmatch(_NUMBER, part or "") else part
            for part in match.groups(default="")
        ]
        if match.re is _BETWEEN:
            return f"between {values[1]} and {values[0]}"
        if match.re is _VALUES:
            return f"{values[0]} {values[3]}{values[2]}{values[1]}"
        if match.re is _RANGES:
            return f"{values[0]} from {values[1]}{values[2]} to {values[3]}"
        if match.re is _FROM:
            comma = "," if "," in match[0] else ""
            return f"{values[0]}{comma} from {values[1]} to {values[2]}"
        return f"{values[0]} {values[1]}"

    for pattern in (_RANGES, _FROM, _BETWEEN, _VALUES, _SINGLE):
        if pattern is _FROM and _RANGES.search(sentence):
            continue
        sentence = pattern.sub(both, sentence)
    sentence = _AND_FLAT.sub(r"eigenvalues 0 and \1", sentence)
    return _WORD.sub(lambda match: _TURNED[match[0]], sentence)


def _negated(text: str) -> str:
    if not float(text):
        return text
    return text[1:] if text.startswith("-") else f"-{text}"
