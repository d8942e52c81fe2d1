"""What all commands have in common."""

from __future__ import annotations

import pytest

from gdsim.cli.command import Parser, UsageError, add_parser


def parser() -> Parser:
    """Return a parser with a command ``draw`` that has a flag and an option with a value."""
    parser = Parser(prog="program", allow_abbrev=False)
    parser.add_argument("--version", action="version", version="1")
    draw = add_parser(parser.add_subparsers(parser_class=Parser), "draw", "draw a picture")
    group = draw.add_argument_group("look")
    group.add_argument("--dark", action="store_true")
    group.add_argument("--blanks", action="store_const", const="blanks", dest="kind")
    group.add_argument("--size")
    return parser


def test_flags_are_the_options_without_a_value_of_every_command() -> None:
    flags = {"--version", "--dark", "--blanks", "-h", "--help"}
    assert parser().flags() == flags


def test_unknown_option_is_answered_with_where_the_known_ones_are() -> None:
    with pytest.raises(UsageError, match=r"--huge; program --help lists what is accepted"):
        parser().parse_args(["draw", "--huge"])


def test_option_without_its_value_is_named_first() -> None:
    with pytest.raises(UsageError, match=r"^--size: "):
        parser().parse_args(["draw", "--size"])
