"""Options are found by their names and by what people call them."""

from __future__ import annotations

from gdsim.engine.descent.rules import RULES
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.engine.option import option_named, plain_name


def test_no_two_options_go_by_one_name() -> None:
    for options in (RULES, SCHEDULES):
        names = [plain_name(name) for name in options]
        names += [alias for option in options.values() for alias in option.aliases]
        assert len(names) == len(set(names))


def test_every_alias_is_written_as_it_is_looked_up() -> None:
    for options in (RULES, SCHEDULES):
        for name, option in options.items():
            assert all(option_named(options, alias.upper()) is option for alias in option.aliases)
            assert option_named(options, name.title()) is option


def test_other_names_are_unknown() -> None:
    assert option_named(RULES, "lbfgs") is None
    assert option_named(SCHEDULES, "adam") is None
