"""Workings as texts, whole and with blanks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import RULES
from gdsim.engine.problem.generated import generate
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Formula, Table, Text
from gdsim.study.working.sheets.plain import BLANK, plain_formula
from gdsim.study.working.sheets.sheet import (
    BLANK_CELL,
    MOST_ROWS_TO_FILL,
    Kind,
    blank_working,
    make_sheet,
    sheet_workings,
)
from gdsim.study.working.sheets.writers import FORMS, sheet_document
from gdsim.study.working.working import working
from gdsim.views.style.typesetting import load_typesetter, typeset

FORMATS = (NumberFormat.exact(), NumberFormat.decimals(2), NumberFormat.significant(3))

LINE = Experiment(
    objective="(w*x + b - y)^2",
    dataset=generate("linear(rows=40)"),
    start=(0.0, 0.5),
    method="mini-batch",
    batch_size=10,
    rule="adam",
    schedule="step",
)

EXTREMES = {
    "overflow": Experiment(objective="w1^2 + 4*w2^2", start=(4e200, -1e160)),
    "flat": Experiment(objective="w1^2 + 4*w2^2", start=(0.0, 0.0)),
    "tiny": Experiment(objective="w1^2 + 4*w2^2", start=(1e-9, -1e-7)),
    "diverging": Experiment(objective="exp(w^2)", start=(26.0,), learning_rate=10.0),
}


def sheet_text(
    run: Run, first: int, last: int, form: str, number_format: NumberFormat, *kind: Kind, title=""
) -> str:
    return sheet_document(make_sheet(run, first, last, number_format, *kind, title=title), form)


@pytest.mark.parametrize("form", FORMS)
def test_sheet_holds_every_result_and_a_blank_one_none_before_the_answers(form: str) -> None:
    run = run_scenario(builtin_scenario("one-step"), 2)
    two = NumberFormat.decimals(2)
    whole = sheet_text(run, 0, 1, form, two)
    for number in ("25", "16", "2.4", "3.2", "1.92"):
        assert number in whole
    blank = sheet_text(run, 0, 0, form, two, "blanks")
    question = blank[: blank.upper().index("ANSWER")]
    assert "25" not in question
    assert "2.4" not in question
    assert "25" in blank
    assert "2.4" in blank


def test_answers_begin_a_page_of_their_own() -> None:
    run = run_scenario(builtin_scenario("one-step"), 2)
    two = NumberFormat.decimals(2)
    pages = sheet_text(run, 0, 1, "tex", two, "blanks").split(r"\newpage")
    assert ["Answers" in page for page in pages] == [False, True]
    assert r"\newpage" not in sheet_text(run, 0, 1, "tex", two)
    assert "break-after:page" in sheet_text(run, 0, 1, "html", two, "blanks")


def test_plain_formula_reads_as_typed() -> None:
    assert plain_formula(r"w_{1} \leftarrow 4.0 - 0.1 \cdot \left(-2.5\right) = 4.25") == (
        "w_1 <- 4.0 - 0.1 * (-2.5) = 4.25"
    )
    assert plain_formula(r"\frac {2.1} {1 - 0.9^{2 + 1}}") == "2.1/(1 - 0.9^(2 + 1))"


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"\sin\left(x\right)", "sin(x)"),
        (r"\sin^{2}\left(x\right) + \operatorname{relu}\left(x\right)", "sin^2(x) + relu(x)"),
        (r"\frac{\tanh\left(x\right)}{2}", "tanh(x)/2"),
        (r"\frac{\partial L_i}{\partial \theta_{1}}", "dL_i/dtheta_1"),
        (r"m_{t+1} = \beta_1 m_t", "m_(t+1) = beta_1 m_t"),
        (r"\gamma^{\lfloor s / k \rfloor}", "gamma^(floor(s / k))"),
        (r"\cos \frac{\pi s}{T}", "cos((pi s)/(T))"),
    ],
)
def test_plain_formula_loses_no_bracket_that_matters(latex: str, plain: str) -> None:
    assert plain_formula(latex) == plain.replace("(T)", "T")


WITHOUT_EPS = [
    (rule, {"eps": 0.0})
    for rule, spec in RULES.items()
    if any(setting.name == "eps" for setting in spec.settings)
]


RULES_AND_SETTINGS = [*((rule, {}) for rule in RULES), *WITHOUT_EPS]


def extreme_run(start: str, rule: str, settings: Mapping[str, float]) -> Run:
    run = Run(EXTREMES[start].with_(rule=rule, settings=settings))
    run.advance(40)
    return run


@pytest.mark.parametrize(("rule", "settings"), RULES_AND_SETTINGS)
@pytest.mark.parametrize("start", EXTREMES)
def test_extreme_numbers_are_written(start: str, rule: str, settings: dict[str, float]) -> None:
    run = extreme_run(start, rule, settings)
    for t in {0, run.length}:
        for number_format, form in zip(FORMATS, ("html", "txt", "tex"), strict=True):
            assert sheet_text(
                run, t, t, form, number_format, "blanks" if form == "txt" else "worked"
            )


@pytest.fixture(scope="module")
def shapes() -> set[str]:
    """What was drawn, every digit a 0: with other digits it is drawn likewise."""
    return set()


@pytest.mark.parametrize("start", EXTREMES)
def test_extreme_numbers_are_drawn(start: str, full: bool, shapes: set[str]) -> None:
    """Every rule with one of the starts, each with all of them and every number on request."""
    load_typesetter()
    k = list(EXTREMES).index(start)
    for rule, settings in RULES_AND_SETTINGS if full else RULES_AND_SETTINGS[k :: len(EXTREMES)]:
        run = extreme_run(start, rule, settings)
        for t in {0, run.length}:
            for section in working(run, t, FORMATS[2]).sections:
                for block in section.blocks:
                    if not isinstance(block, Formula):
                        continue
                    shape = re.sub(r"\d+", "0", block.latex)
                    if full or shape not in shapes:
                        shapes.add(shape)
                        assert typeset(block.latex, 16.0, "#000000") is not None, block.latex


def test_blank_sheet_gives_what_is_needed_and_nothing_that_is_asked() -> None:
    run = Run(LINE)
    run.advance(6)
    four = NumberFormat.decimals(4)
    sheets = sheet_workings(run, 3, 4, four, "blanks")
    questions = [b for one in sheets[:2] for s in one.sections for b in s.blocks]
    given = " ".join(b.latex for b in questions if isinstance(b, Formula))
    row = run.row(3)
    state = run.row(2).state
    shown = [float(text.replace(r" \cdot 10^{", "e").rstrip("}")) for text in re.findall(
        r"-?\d+(?:\.\d+)?(?: \\cdot 10\^\{-?\d+\})?", given)]  # fmt: skip
    for number in [*row.theta, *state["first_moment"], *state["second_moment"], 0.9, 0.999, 0.1]:
        assert min(abs(one - number) for one in shown) < 0.5e-4
    text = given + " ".join(c for b in questions if isinstance(b, Table) for r in b.rows for c in r)
    for t in (3, 4):
        later = run.row(t)
        for number in [later.loss, *later.gradient, *later.new_theta, *later.state["first_moment"]]:
            assert four.text(number) not in text
    tables = [b for b in questions if isinstance(b, Table)]
    assert [len(table.rows) for table in tables] == [10, 10]
    assert all(
        set("".join(row[-3:])) == {"_"} and "" not in row[:3] for t in tables for row in t.rows
    )


@pytest.mark.parametrize("form", FORMS)
def test_rows_left_out_are_counted_below_the_table_and_are_no_row_number(form: str) -> None:
    run = Run(LINE.with_(batch_size=30))
    text = sheet_text(run, 0, 0, form, FORMATS[1])
    assert "stands for 23 more rows" in text
    assert "more rows" not in sheet_text(run.branch(0, batch_size=8), 0, 0, form, FORMATS[1])


def test_what_is_given_stands_before_the_first_blank() -> None:
    run = Run(LINE)
    run.advance(2)
    for one in (blank_working(run, 1, FORMATS[1]), sheet_workings(run, 0, 0, FORMATS[1])[0]):
        assert one.sections[0].title.startswith("Parameters before")
    blank = blank_working(run, 1, FORMATS[1])
    assert blank.sections[1].title == "Given"
    texts = [str(section) for section in blank.sections]
    assert [BLANK in text or BLANK_CELL in text for text in texts[:3]] == [False, False, True]


def test_row_that_stands_for_others_has_no_blanks() -> None:
    data = generate(f"linear(rows={2 * MOST_ROWS_TO_FILL})")
    run = Run(LINE.with_(dataset=data, batch_size=MOST_ROWS_TO_FILL + 1))
    blocks = [b for s in blank_working(run, 0, FORMATS[1]).sections for b in s.blocks]
    (table,) = (b for b in blocks if isinstance(b, Table))
    assert set(table.rows[5]) == {"…"}
    assert table.rows[4][-1].strip("_") == ""


def test_answers_hold_every_result_once() -> None:
    run = Run(LINE)
    run.advance(6)
    four = NumberFormat.decimals(4)
    sheets = sheet_workings(run, 3, 4, four, "blanks")
    assert [one.iteration for one in sheets] == [3, 4, 3, 4]
    for t, answers in zip((3, 4), sheets[2:], strict=True):
        found = [b for s in answers.sections for b in s.blocks if isinstance(b, Formula)]
        asked = [
            b
            for s in working(run, t, four, MOST_ROWS_TO_FILL).sections
            for b in s.blocks
            if isinstance(b, Formula) and b.value is not None and not b.given
        ]
        assert found == asked
        texts = [b for s in answers.sections for b in s.blocks if isinstance(b, Text)]
        assert len(texts) == 1
        assert "%" in texts[0].text


def test_settings_are_given_again_where_they_change() -> None:
    run = Run(LINE)
    run.advance(4)
    run = run.branch(4, rule="momentum")
    run.advance(3)
    sheets = sheet_workings(run, 2, 5, FORMATS[1], "blanks")
    titles = [{s.title for s in one.sections} for one in sheets]
    assert ["Given" in some for some in titles[:4]] == [True, False, True, False]


def test_html_is_well_formed_and_holds_each_formula_as_mathematics() -> None:
    run = Run(LINE)
    run.advance(2)
    text = sheet_text(run, 0, 1, "html", FORMATS[0]).replace("<!doctype html>", "")
    count = sum(
        isinstance(b, Formula)
        for one in sheet_workings(run, 0, 1, FORMATS[0])
        for s in one.sections
        for b in s.blocks
    )
    tree = ElementTree.fromstring(re.sub(r"<meta [^>]*>", "", text))  # noqa: S314 - our own text
    assert len(list(tree.iter("{http://www.w3.org/1998/Math/MathML}math"))) == 1 + count


def test_latex_holds_only_signs_that_any_latex_knows() -> None:
    objective = "(theta1*x + b - y)^2"
    run = Run(LINE.with_(objective=objective))
    text = sheet_text(run, 0, 0, "tex", NumberFormat.decimals(3))
    assert text.isascii()
    assert re.search(r"\$-\d", text)
    assert text.count(r"\begin") == text.count(r"\end")


@pytest.mark.parametrize("form", FORMS)
def test_sheet_says_first_what_it_is_about(form: str) -> None:
    text = sheet_text(Run(LINE), 0, 0, form, FORMATS[1], title="A fitted line")
    head = text[: text.lower().index("update 0")]
    parts = "A fitted line", "Adam", "mini-batch 10", "40 rows", "0.1", "step by step"
    for part in (*parts, "w = 0, b = 0.5"):
        assert part in head


def test_head_gives_settings_at_the_first_update_and_those_changed_on_the_sheet() -> None:
    run = Run(LINE)
    run.advance(4)
    run = run.branch(4, rule="adagrad")
    run.advance(3)
    text = sheet_text(run, 2, 5, "txt", FORMATS[1])
    assert "Update rule: Adam." in text
    assert "From update 4 on: update rule AdaGrad, before Adam." in text
    assert "Update rule: AdaGrad." in sheet_text(run, 4, 5, "txt", FORMATS[1])
    assert "From update 4" not in sheet_text(run, 4, 5, "txt", FORMATS[1])


@pytest.mark.parametrize("title", ["", "w1^2"])
def test_sheet_of_an_objective_without_a_name_says_what_is_to_be_done(title: str) -> None:
    run = Run(Experiment(objective="w1^2", start=(1.0,)))
    assert make_sheet(run, 0, 0, FORMATS[1], "worked", title).title == "Worked updates"
    assert make_sheet(run, 0, 0, FORMATS[1], "questions", title).title == "Updates to work out"


def test_title_with_signs_that_latex_keeps_for_itself_is_written_out() -> None:
    run = Run(Experiment(objective="w1^2", start=(1.0,)))
    text = sheet_text(run, 0, 0, "tex", FORMATS[1], title=r"50 % of {x}_1 & \y")
    assert r"50 \% of \{x\}\_1 \& \textbackslash{}y" in text
    assert "<title>a &lt; b</title>" in sheet_text(run, 0, 0, "html", FORMATS[1], title="a < b")
