"""The figures that can be run, by id; docs/figures.md lists the same ones (a test compares)."""

from __future__ import annotations

from importlib import import_module

from benchmarks.report import Report

__all__ = ["FIGURES", "run_figure"]

FIGURES: dict[str, str] = {
    "P1": "benchmarks.figures.p1",
    "P1b": "benchmarks.figures.p1b",
    "P1c": "benchmarks.figures.p1c",
    "P2": "benchmarks.figures.p2",
    "P3": "benchmarks.figures.p3",
    "P3b": "benchmarks.figures.p3b",
    "P3c": "benchmarks.figures.p3c",
    "P3d": "benchmarks.figures.p3d",
    "P4": "benchmarks.figures.p4",
    "P5": "benchmarks.figures.p5",
    "P6": "benchmarks.figures.p6",
    "P7": "benchmarks.figures.p7",
    "P8": "benchmarks.figures.p8",
    "P9": "benchmarks.figures.p9",
    "P10": "benchmarks.figures.p10",
    "P11": "benchmarks.figures.p11",
    "P12": "benchmarks.figures.p12",
    "P13": "benchmarks.figures.p13",
    "F1": "benchmarks.figures.f1",
    "F2": "benchmarks.figures.f2",
    "F3": "benchmarks.figures.f3",
    "F4": "benchmarks.figures.f4",
    "F5": "benchmarks.figures.f5",
    "F6": "benchmarks.figures.f6",
    "F7": "benchmarks.figures.f7",
    "F8": "benchmarks.figures.f8",
    "F9": "benchmarks.figures.f9",
    "F10": "benchmarks.figures.f10",
    "F11": "benchmarks.figures.f11",
    "F12": "benchmarks.figures.f12",
    "F13": "benchmarks.figures.f13",
    "F14": "benchmarks.figures.f14",
    "F15": "benchmarks.figures.f15",
    "F18": "benchmarks.figures.f18",
    "F20": "benchmarks.figures.f20",
    "F27": "benchmarks.figures.f27",
    "F28": "benchmarks.figures.f28",
    "F31": "benchmarks.figures.f31",
    "F33": "benchmarks.figures.f33",
    "F34": "benchmarks.figures.f34",
    "F35": "benchmarks.figures.f35",
    "F36": "benchmarks.figures.f36",
    "F37": "benchmarks.figures.f37",
    "F39": "benchmarks.figures.f39",
    "F41": "benchmarks.figures.f41",
    "F42": "benchmarks.figures.f42",
}


def run_figure(figure_id: str, *, full: bool) -> Report:
    """Run a figure; its module is imported only now. Raises KeyError for an unknown id."""
    report: Report = import_module(FIGURES[figure_id]).run(full=full)
    return report
