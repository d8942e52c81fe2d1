"""``gdsim screenshot``: the window as a picture."""

from __future__ import annotations

import argparse
from pathlib import Path

from gdsim.cli import values
from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.commands import COMMANDS
from gdsim.cli.experiment import named
from gdsim.cli.streams import remark
from gdsim.i18n import tr

NAME = "screenshot"

PLACES = ("explore", "practice", "notes")
"""The places of the window, by the keys of `gdsim.app.places.table`."""


def add(commands: Commands) -> None:
    """Add the command with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr(COMMANDS[NAME]),
        tr("Draw the window, as it opens or at an update, without a screen and save the picture."),
    )
    add_option = parser.add_argument
    add_option("file", nargs="?", metavar="FILE", help=tr("a scenario file or a built-in name"))
    add_option("-o", "--output", type=Path, required=True, metavar="P.png")
    add_option("--at", type=values.whole_number(0), metavar="T", help=tr("the update to stand at"))
    add_option("--size", type=values.size, default=(1280, 800), metavar="1280x800")
    add_option("--theme", choices=("light", "dark"), default="light")
    add_option(
        "--place",
        choices=PLACES,
        default=PLACES[0],
        help=tr("the place of the window to show; practice shows how you stand (default: explore)"),
    )


def handle(options: argparse.Namespace) -> int:
    """Draw the window on a scenario and save it; return the exit status."""
    from gdsim.files.scenario.run import first_run, require_update, run_scenario
    from gdsim.files.scenario.scenario import opening_scenario

    scenario = opening_scenario(options.file, remark)
    if options.at is None:
        run = first_run(scenario)
    else:
        run = run_scenario(scenario, updates=options.at)
        named("--at", require_update, run, options.at)
    from gdsim.cli.window import save_screenshot

    save_screenshot(scenario, run, options.output, options.size, options.theme, options.place)
    return FINISHED
