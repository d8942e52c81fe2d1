"""``gdsim exam settings``: the day of the exam, and the time that there is for it."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gdsim.cli.command import FINISHED, Commands, add_parser
from gdsim.cli.commands.exam.opened import opened_store
from gdsim.cli.streams import standard_output
from gdsim.cli.values import number, whole_number
from gdsim.engine.errors import InputError
from gdsim.i18n import tr

if TYPE_CHECKING:
    from gdsim.study.exam.memory.settings import ExamSettings

NAME = "settings"

NO_EXAM = "none"


def add(commands: Commands) -> None:
    """Add the command with its options."""
    parser = add_parser(
        commands,
        NAME,
        tr("the day of the exam, and the time you have for it"),
        tr("Set what is given, and tell how all is set."),
    )
    add = parser.add_argument
    add("--exam-day", metavar="2026-12-04", help=tr("or none"))
    add("--minutes", type=whole_number(1), metavar="15", help=tr("the most that a day takes"))
    add(
        "--thorough",
        action=argparse.BooleanOptionalAction,
        help=tr("ask sooner, so that 95 %% instead of 90 %% are still known"),
    )
    add("--extra-time", type=number, metavar="1.25", help=tr("1 to 2 times the usual"))


def handle(options: argparse.Namespace) -> int:
    """Set what is given and list all, one a line: name, two spaces, value; return the status."""
    with opened_store() as store:
        before = store.settings()
        settings = _changed(before, options, store.clock.today())
        if settings != before:
            store.set(settings)
    values = {
        "exam-day": settings.exam_day or NO_EXAM,
        "minutes": settings.minutes,
        "thorough": "yes" if settings.is_thorough else "no",
        "extra-time": settings.extra_time,
    }
    with standard_output() as stream:
        for name, value in values.items():
            stream.write(f"{name}  {value}\n")
    return FINISHED


def _changed(settings: ExamSettings, options: argparse.Namespace, today: date) -> ExamSettings:
    if options.exam_day is not None:
        day = None if options.exam_day == NO_EXAM else _day(options.exam_day, today)
        if day != settings.exam_day:
            settings = replace(settings, exam_day=day, set_on=None if day is None else today)
    if options.minutes is not None:
        settings = replace(settings, minutes=options.minutes)
    if options.thorough is not None:
        settings = replace(settings, is_thorough=options.thorough)
    if options.extra_time is not None:
        settings = replace(settings, extra_time=options.extra_time)
    return settings


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day < today:
        raise InputError(
            "--exam-day: {text} is no day to come; give one such as {today}, or none",
            text=text,
            today=today,
        )
    return day
