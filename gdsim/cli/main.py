"""The program ``gdsim``: one of its commands, or the window."""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
import warnings
from collections.abc import Callable, Collection, Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn, cast

from gdsim import __version__
from gdsim.cli.command import (
    BAD_INPUT,
    FINISHED,
    INTERRUPTED,
    Command,
    Parser,
    UsageError,
    add_parser,
)
from gdsim.cli.commands import COMMANDS
from gdsim.cli.streams import remark, standard_output
from gdsim.engine.errors import InputError
from gdsim.files.regular import is_there
from gdsim.files.shortened import shortened, with_short_words
from gdsim.i18n import tr, tr_error

SELF_TEST = "--self-test"

SOMETHING_MISSING = 1
"""Exit status where a part of the program does not work on this machine."""


def _command(name: str) -> Command:
    """Return a command; the others need not be imported, nor what they import."""
    return cast("Command", import_module(f"gdsim.cli.commands.{name}"))


def _parser(asked: str) -> Parser:
    """Return what reads the words; of its commands the one that is asked for has its options."""
    parser = Parser(
        prog="gdsim",
        description=tr("Step through gradient descent one update at a time."),
        epilog=tr(
            "examples:\n"
            "  gdsim                              open the window on the elongated bowl\n"
            "  gdsim my-scenario.toml             open the window on a scenario file\n"
            "  gdsim my-work.gdsim                open the window on a document\n"
            "  gdsim run toy-bowl                 write the iteration table to standard output\n"
            "  gdsim run toy-bowl --rule adam --iterations 20 -o table.csv\n"
            "  gdsim compare bowl-too-small bowl-just-right bowl-too-large\n"
            "  gdsim sweep toy-bowl --over learning-rate=1e-3:1:log:50 -o sweep.csv\n"
            "  gdsim screenshot toy-bowl --at 5 -o bowl.png"
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"gdsim {__version__}")
    parser.add_argument(
        SELF_TEST,
        nargs="*",
        metavar=tr("PART"),
        help=tr("try every part of the program on this machine: a line a part"),
    )
    commands = parser.add_subparsers(dest="command", metavar=tr("COMMAND"), parser_class=Parser)
    # The help ends with what is arithmetic alone, without a run.
    for name in sorted(COMMANDS, key=lambda name: name == "variants"):
        if name == asked:
            _command(name).add(commands)
        else:
            add_parser(commands, name, tr(COMMANDS[name]))
    return parser


def _tell(sentence: str) -> None:
    remark(f"gdsim: {sentence}")


def main(arguments: Sequence[str] | None = None, tell: Callable[[str], object] = _tell) -> int:
    """Do what the arguments (without the program's name) ask for; return the exit status.

    Parameters
    ----------
    tell
        Says why the input is refused.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if not words or not (words[0] in COMMANDS or words[0].startswith("-")):
            return _open_window(words)
        if words[0] == SELF_TEST:
            return _self_test(words[1:])
        parser = _parser(words[0])
        options = parser.parse_args(_joined(words, parser.flags(), parser.known()))
        if options.command is None:
            return _open_window([])
        return _command(options.command).handle(options)
    except UsageError as error:
        return _refuse(str(error), tell)
    except InputError as error:
        return _refuse(tr_error(error), tell)
    except MemoryError:
        return _refuse(
            tr("there is not enough memory for this; ask for fewer updates or fewer rows"), tell
        )
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        return FINISHED
    except KeyboardInterrupt:
        return INTERRUPTED


def _self_test(names: Sequence[str]) -> int:
    """Write a line on each part of the program, and return whether all that is needed works."""
    from gdsim.cli.window import self_test

    def write(line: str) -> None:
        with standard_output() as stream:
            stream.write(f"{line}\n")

    return FINISHED if self_test(names, write) else SOMETHING_MISSING


def _joined(words: Sequence[str], flags: Collection[str], known: Collection[str]) -> list[str]:
    """Return the words with ``--start -1,2`` as ``--start=-1,2``.

    argparse takes a value that begins with a minus sign for an option. `known` are all options,
    `flags` those that take no value.
    """
    joined: list[str] = []
    for word in words:
        before = joined[-1] if joined else ""
        takes_value = before.startswith("--") and "=" not in before and before not in flags
        if takes_value and re.match("-[^-]", word) and word not in known:
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def _refuse(sentence: str, tell: Callable[[str], object]) -> int:
    tell(with_short_words(sentence))
    return BAD_INPUT


def _open_window(words: Sequence[str]) -> int:
    if len(words) > 1:
        raise InputError(
            "{words}: one scenario file is accepted, or one of the commands {accepted}",
            words=shortened(" ".join(words)),
            accepted=", ".join(COMMANDS),
        )
    if words and not is_there(Path(words[0])) and not words[0].endswith(".toml"):
        from gdsim.files.scenario.listing import builtin_scenarios

        if words[0] not in dict(builtin_scenarios()):
            raise InputError(
                "{word} is neither a file nor a command; accepted are a document (.gdsim), a"
                " scenario file (.toml), the name of a built-in scenario, and the commands"
                " {accepted}",
                word=shortened(words[0]),
                accepted=", ".join(COMMANDS),
            )
    from gdsim.cli.window import open_window

    return open_window(words[0] if words else None)


def entry_point() -> NoReturn:
    """Run as a program."""
    _open_standard_error()
    _keep_warnings_to_programmers()
    keep_to_one_thread()
    try:
        status = main()
    finally:
        _leave_all_to_the_system()
    sys.exit(status)


def _leave_all_to_the_system() -> None:
    """Keep Python from looking for garbage at its end, which takes a sixth of a short command.

    Where there was a window, its parts are still taken down in their order.
    """
    if "PySide6" not in sys.modules:
        gc.freeze()


def window_entry_point() -> NoReturn:
    """Run as a program that is started without a terminal: what goes wrong is said in a dialog."""
    has_reader = sys.stderr is not None and sys.stderr.isatty()
    _open_standard_error()
    _keep_warnings_to_programmers()
    keep_to_one_thread()
    if has_reader:
        sys.exit(main())
    sys.exit(main_without_terminal(sys.argv[1:]))


def main_without_terminal(arguments: Sequence[str]) -> int:
    """Do as `main`, and say in a dialog why there is no window."""
    from gdsim.cli import window

    said: list[str] = []
    try:
        status = main(arguments, said.append)
    except Exception:  # noqa: BLE001 - nobody would see it otherwise
        is_logged = window.log_fault()
        said.append(
            tr("gdsim could not start because of an error inside it; the log file has the details.")
            if is_logged
            else tr("gdsim could not start because of an error inside it.")
        )
        status = BAD_INPUT
    if said:
        remark(f"gdsim: {said[0]}")
        window.say_in_dialog(said[0])
    return status


def keep_to_one_thread() -> None:
    """Keep NumPy's linear algebra, before it is imported, from a thread for each core.

    At every start each of them waits busily for some hundredths of a second, whether it is needed
    or not. And with them the losses of hundreds of columns would round differently on a computer
    that has other cores.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _keep_warnings_to_programmers() -> None:
    """Say nothing of a number that overflows on the way, unless Python was told to (-W)."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore", RuntimeWarning)


def _open_standard_error() -> None:
    if sys.stderr is None:
        # Remarks would go to standard output instead, into the table.
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
