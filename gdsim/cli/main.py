"""The command line: headless runs, the list of scenarios, pictures, and the window."""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from gdsim import __version__
from gdsim.cli.compare import add_compare_commands, compare, sweep
from gdsim.cli.options import (
    add_run_options,
    add_screenshot_options,
    add_working_options,
    output_from,
    scenario_from,
)
from gdsim.cli.variants import add_variants_command, write_variants
from gdsim.engine.errors import InputError
from gdsim.i18n import tr, tr_error

if TYPE_CHECKING:
    from gdsim.engine.run.run import Run
    from gdsim.files.scenario.scenario import Scenario

FINISHED, DIVERGED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


class UsageError(Exception):
    """The words of the command line do not fit; carries one sentence."""


class Parser(argparse.ArgumentParser):
    """An argument parser that refuses in one sentence instead of a page and an exit."""

    def error(self, message: str) -> NoReturn:
        """Raise `UsageError` with what argparse found."""
        if message.startswith("unrecognized"):
            message += tr("; {program} --help lists what is accepted").format(program=self.prog)
        raise UsageError(message.removeprefix("argument "))


def _parser() -> Parser:
    parser = Parser(
        prog="gdsim",
        description=tr("Step through gradient descent one update at a time."),
        epilog=tr(
            "examples:\n"
            "  gdsim                              open the window on the elongated bowl\n"
            "  gdsim my-scenario.toml             open the window on a scenario file\n"
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
    _add_commands(parser)
    return parser


def _add_commands(parser: Parser) -> None:
    commands = parser.add_subparsers(dest="command", metavar=tr("COMMAND"), parser_class=Parser)
    run = commands.add_parser(
        "run",
        help=tr("run without a window and write the iteration table"),
        description=tr("Run without a window and write the iteration table."),
        epilog=tr(
            "examples:\n"
            "  gdsim run toy-bowl --iterations 4 --decimals 2\n"
            "  gdsim run --objective 'x^2 + y^2' --start 3,4 --iterations 1\n"
            "  gdsim run --objective '(w*x + b - y)^2' --data points.csv --start 0,0 \\\n"
            "      --method mini-batch --batch-size 32 --epochs 5 -o table.xlsx\n"
            "exit status: 0 finished, 1 the run diverged (its table is written), 2 bad input"
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_run_options(run)
    add_compare_commands(commands)
    commands.add_parser("scenarios", help=tr("list the built-in scenarios"), allow_abbrev=False)
    worked = commands.add_parser(
        "working", help=tr("write the worked solution of an update"), allow_abbrev=False
    )
    add_working_options(worked)
    screenshot = commands.add_parser(
        "screenshot", help=tr("draw the window without a screen and save it"), allow_abbrev=False
    )
    add_screenshot_options(screenshot)
    add_variants_command(commands)


FLAGS = ("--state", "--rows", "--blanks", "--questions", "--skip-bad-rows", "--help", "--version")
"""Options that take no value."""

COMMANDS = ("run", "compare", "sweep", "variants", "scenarios", "working", "screenshot")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments (without the program's name) ask for; return the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if not words or not (words[0] in COMMANDS or words[0].startswith("-")):
            return _open_window(words)
        options = _parser().parse_args(_joined(words))
        if options.command is None:
            return _open_window([])
        return _HANDLERS[options.command](options)
    except UsageError as error:
        return _refuse(str(error))
    except InputError as error:
        return _refuse(tr_error(error))
    except BrokenPipeError:
        # Whoever read our output has seen enough; keep Python from complaining when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINISHED
    except KeyboardInterrupt:
        return INTERRUPTED


def _joined(words: Sequence[str]) -> list[str]:
    """Return the words with ``--start -1,2`` as ``--start=-1,2``.

    argparse takes every other value that begins with a minus sign for an option.
    """
    joined: list[str] = []
    for word in words:
        before = joined[-1] if joined else ""
        takes_value = before.startswith("--") and "=" not in before and before not in FLAGS
        if takes_value and re.match(r"-\.?\d", word):
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def _refuse(sentence: str) -> int:
    print(f"gdsim: {' '.join(sentence.split())}", file=sys.stderr)
    return BAD_INPUT


def _open_window(words: Sequence[str]) -> int:
    if len(words) > 1:
        raise InputError(
            "{words}: one scenario file is accepted, or one of the commands {accepted}",
            words=" ".join(words),
            accepted=", ".join(COMMANDS),
        )
    if words and not Path(words[0]).exists() and not words[0].endswith(".toml"):
        from gdsim.files.scenario.scenario import builtin_scenarios

        if words[0] not in dict(builtin_scenarios()):
            raise InputError(
                "{word} is neither a file nor a command; accepted are a scenario file (.toml), the"
                " name of a built-in scenario, and the commands {accepted}",
                word=words[0],
                accepted=", ".join(COMMANDS),
            )
    # A start makes much and drops little: looking for what was dropped takes a tenth of it.
    gc.disable()
    from gdsim.app.launch import open_window

    return open_window(words[0] if words else None)


def _run(options: argparse.Namespace) -> int:
    from gdsim.engine.diagnosis.ending import falls_to_edge
    from gdsim.files.tables import write_table
    from gdsim.study.words.stops import stop_sentence

    output, scenario = output_from(options), scenario_from(options)
    run = _with_progress(scenario)
    if output.path is None:
        write_table(run, sys.stdout.buffer, output.format, output.decimals, output.state)
        sys.stdout.buffer.flush()
    else:
        write_table(run, output.path, output.format, output.decimals, output.state)
    if run.stop is not None:
        print(stop_sentence(run.stop, falls_to_edge(run)), file=sys.stderr)
    return DIVERGED if run.stop is not None and run.stop.reason == "diverged" else FINISHED


def _with_progress(scenario: Scenario) -> Run:
    """Run a scenario to its end, telling a terminal how far it is."""
    from gdsim.files.scenario.run import run_scenario

    def report(done: int, limit: int | None) -> None:
        if sys.stderr.isatty():
            of = f" / {limit:,}" if limit is not None else ""
            print(f"\r{done:,}{of}", end="", file=sys.stderr, flush=True)

    run = run_scenario(scenario, report=report)
    if sys.stderr.isatty():
        print("\r" + " " * 40 + "\r", end="", file=sys.stderr)
    return run


def _scenarios(_options: argparse.Namespace) -> int:
    from gdsim.files.scenario.scenario import builtin_scenarios

    for name, title in builtin_scenarios():
        print(f"{name}  {tr(title)}")
    return FINISHED


def _working(options: argparse.Namespace) -> int:
    from gdsim.app.exports.sheet_export import export_sheet
    from gdsim.files.sheets import SheetRequest, form_of, run_to
    from gdsim.numbers import NumberFormat

    last = options.at if options.to is None else options.to
    form = options.format or form_of(options.output)
    scenario = scenario_from(options)
    run = run_to(scenario, options.at, last)
    if form == "pdf":
        from gdsim.app.launch import begin_without_screen

        begin_without_screen()
    request = SheetRequest(options.at, last, options.kind, form, options.output)
    export_sheet(run, scenario.title, request, NumberFormat.decimals(options.decimals))
    return FINISHED


def _screenshot(options: argparse.Namespace) -> int:
    from gdsim.app.launch import save_screenshot

    return save_screenshot(options.file, options.output, options.at, options.size, options.theme)


def _variants(options: argparse.Namespace) -> int:
    write_variants(options)
    return FINISHED


_HANDLERS: dict[str, Callable[[argparse.Namespace], int]] = {
    "run": _run,
    "compare": compare,
    "sweep": sweep,
    "scenarios": _scenarios,
    "working": _working,
    "screenshot": _screenshot,
    "variants": _variants,
}


def entry_point() -> NoReturn:
    """Run as a program."""
    sys.exit(main())
