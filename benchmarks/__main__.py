"""`python -m benchmarks [ID …]`: runs figures, all by default; FULL=1 the full sizes. Status 1 when one falls short."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence

from benchmarks.catalog import FIGURES, run_figure


def main(wanted: Sequence[str]) -> int:
    """Run the figures named, print each, and return the exit status."""
    unknown = [figure_id for figure_id in wanted if figure_id not in FIGURES]
    if unknown:
        print(
            f"unknown figure: {', '.join(unknown)}; there are {', '.join(FIGURES)}", file=sys.stderr
        )
        return 2
    full = os.environ.get("FULL", "") not in {"", "0"}
    short = []
    for figure_id in wanted or FIGURES:
        begun = time.monotonic()
        report = run_figure(figure_id, full=full)
        print("\n".join(report.lines()), f"({time.monotonic() - begun:.0f} s)\n", flush=True)
        if not report.passes:
            short.append(figure_id)
    if short:
        print(f"fall short: {', '.join(short)}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
