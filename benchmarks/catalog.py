"""The figures that can be run, by id; docs/figures.md lists the same ones (a test compares)."""

from __future__ import annotations

from importlib import import_module

from benchmarks.report import Report

__all__ = ["FIGURES", "run_figure"]

FIGURES: dict[str, str] = {
    "P3": "benchmarks.figures.p3",
    "P3b": "benchmarks.figures.p3b",
    "P8": "benchmarks.figures.p8",
    "P9": "benchmarks.figures.p9",
    "P10": "benchmarks.figures.p10",
    "F9": "benchmarks.figures.f9",
    "F10": "benchmarks.figures.f10",
    "F12": "benchmarks.figures.f12",
    "F20": "benchmarks.figures.f20",
    "F28": "benchmarks.figures.f28",
    "F37": "benchmarks.figures.f37",
    "F41": "benchmarks.figures.f41",
}


def run_figure(figure_id: str, *, full: bool) -> Report:
    """Run a figure; its module is imported only now. Raises KeyError for an unknown id."""
    report: Report = import_module(FIGURES[figure_id]).run(full=full)
    return report
