"""The figures that are documented are those that run, and what can be counted exactly holds in every test run.

CPU and throughput are compared with peers by `make figures`; counts do not depend on the machine.
"""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.catalog import FIGURES
from benchmarks.counting import count_calls, watch_statements
from benchmarks.walks import Walker

ROOT = Path(__file__).resolve().parents[2]
STEPS = 30
MOST_CALLS_OF_A_STEP = 12_000
MOST_CALLS_OF_AN_AUTOSAVE = 4_500
MOST_GROWTH = 1.1


def documented_ids() -> list[str]:
    """Return the ids in the first column of the table of docs/figures.md."""
    text = (ROOT / "docs" / "figures.md").read_text()
    return re.findall(r"^\| \[?([PF]\d+[a-d]?)\b", text, flags=re.MULTILINE)


def test_figures_are_documented_in_the_order_they_run() -> None:
    assert documented_ids() == list(FIGURES)


@pytest.mark.parametrize("figure_id", FIGURES)
def test_figure_has_a_module_that_runs_it(figure_id: str) -> None:
    assert callable(import_module(FIGURES[figure_id]).run)


def test_unknown_figure_is_named_with_the_known_ones() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "P99"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr == f"unknown figure: P99; there are {', '.join(FIGURES)}\n"


def test_report_with_a_finding_over_its_limit_falls_short() -> None:
    found = report.Report("P0", "example", [report.at_most("pages", 3, 2, peer=6)])

    assert not found.passes
    assert found.lines()[-1] == "P0  FALLS SHORT: pages"
    assert found.findings[0].ratio == 0.5


def test_report_whose_control_does_not_fail_falls_short() -> None:
    proof = report.control("doubles without the lock", 0, passes=False, goal="> 0")

    assert proof.verdict == "CONTROL FAILS"
    assert not report.Report("F0", "example", [proof]).passes


@pytest.fixture
def walker(transactional_db: None) -> Walker:
    """Return an applicant whose browser has been through the wizards once: everything is compiled and remembered.

    As on a server, no transaction is open around a request: inside one, nothing of the frame is remembered.
    """
    warmed = Walker("walker")
    for steps in (3, STEPS):
        warmed.begin(steps).finish()
    return warmed


@pytest.mark.figure
@pytest.mark.database
@pytest.mark.parametrize("step", [0, 2, STEPS - 1])
def test_step_costs_the_same_statements_wherever_it_stands(walker: Walker, step: int) -> None:
    walk = walker.begin(STEPS, answered=step)

    with watch_statements() as opened:
        walk.open(f"s{step}")
    with watch_statements() as saved:
        walk.save(step)

    assert (opened.total, opened.writes) == (3, 0)
    assert (saved.total, saved.writes) == (7, 2)


@pytest.mark.figure
@pytest.mark.database
def test_autosave_is_one_statement_besides_session_and_user(walker: Walker) -> None:
    walk = walker.begin(STEPS, answered=1)

    with watch_statements() as known:
        walk.autosave(0)
    with watch_statements() as fresh:
        walk.autosave(1)

    assert (known.total, known.writes) == (3, 1)
    assert (fresh.total, fresh.writes) == (3, 1)


@pytest.mark.figure
@pytest.mark.database
@pytest.mark.parametrize("steps", [3, STEPS])
def test_submit_costs_the_same_statements_at_any_length(walker: Walker, steps: int) -> None:
    walk = walker.begin(steps, answered=steps)

    with watch_statements() as submitted:
        walk.submit()

    assert submitted.total == 9
    assert submitted.writes == 4


@pytest.mark.figure
def test_step_stays_under_its_ceiling_of_calls_and_flat(walker: Walker) -> None:
    def pair(step: int) -> int:
        walk = walker.begin(STEPS, answered=step)
        return count_calls(lambda: (walk.open(f"s{step}"), walk.save(step)))[0]

    first, middle, last = (min(pair(step) for _round in range(4)) for step in (0, 2, STEPS - 1))

    assert middle <= MOST_CALLS_OF_A_STEP
    assert last / first <= MOST_GROWTH


@pytest.mark.figure
def test_autosave_stays_under_its_ceiling_of_calls(walker: Walker) -> None:
    walk = walker.begin(STEPS, answered=1)
    walk.autosave(0)

    calls, _answer = count_calls(lambda: walk.autosave(0))

    assert calls <= MOST_CALLS_OF_AN_AUTOSAVE
