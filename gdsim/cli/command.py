"""What all commands have in common: a parser that refuses in one sentence, the exit status."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import NoReturn, Protocol, TypeAlias

from gdsim.cli.streams import standard_output
from gdsim.i18n import tr

FINISHED, DIVERGED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
"""Exit status."""


class UsageError(Exception):
    """The words of the command line do not fit; carries one sentence."""


class Command(Protocol):
    """A module with a command."""

    NAME: str

    def add(self, commands: Commands, /) -> None:
        """Add the command with its options."""

    def handle(self, options: argparse.Namespace, /) -> int:
        """Do what the options ask for; return the exit status.

        Raises
        ------
        InputError
            Naming the option or file, what was wrong and what would be accepted.
        """


class Parser(argparse.ArgumentParser):
    """An argument parser that refuses in one sentence instead of a page and an exit."""

    def error(self, message: str) -> NoReturn:
        """Raise `UsageError` with what argparse found."""
        if message.startswith("unrecognized"):
            message += tr("; {program} --help lists what is accepted").format(program=self.prog)
        raise UsageError(message.removeprefix("argument "))

    def _print_message(self, message: str, _file: object = None) -> None:
        """Write a page of help or the version; what cannot be written to is said."""
        with standard_output() as stream:
            stream.write(message)

    def known(self) -> set[str]:
        """Return all options, those of its commands among them."""
        return {name for action in self._every_action() for name in action.option_strings}

    def flags(self) -> set[str]:
        """Return the options that take no value, those of its commands among them."""
        flags = [action for action in self._every_action() if action.nargs == 0]
        return {name for action in flags for name in action.option_strings}

    def _every_action(self) -> Iterator[argparse.Action]:
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                for parser in action.choices.values():
                    yield from parser._every_action()
            else:
                yield action


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
"""What commands are added to."""


def add_parser(
    commands: Commands, name: str, summary: str, description: str = "", examples: str = ""
) -> Parser:
    """Add a command without options; `examples` stand at the end of its help, as they are."""
    return commands.add_parser(
        name,
        help=summary,
        description=description or None,
        epilog=examples or None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
