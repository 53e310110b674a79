"""Draws what requests cost over ever more people: a picture that can be read out, and a table of its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from math import log10
from pathlib import Path

from benchmarks.growth import Costs

__all__ = ["draw_growth", "write_table"]

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 190, 40, 50
BEGIN, END = "<!-- growth -->", "<!-- /growth -->"
TITLE = "Python calls of eight requests over ever more people"
READING = (
    'role="img" aria-labelledby="growth-title growth-desc" font-family="sans-serif" font-size="12"'
)
COLORS = ("#1b4965", "#8a3033", "#2e6b34", "#6a4c93", "#7a5200", "#005f60", "#9c2c77", "#444444")


def draw_growth(costs: dict[int, Costs]) -> str:
    """Return the picture: people across, Python calls upwards, both by powers of ten; a line a request."""
    sizes = sorted(costs)
    names = sorted(costs[sizes[0]], key=lambda name: -costs[sizes[0]][name]["calls"])
    calls = [costs[size][name]["calls"] for size in sizes for name in names]
    low, high = int(log10(min(calls))), int(log10(max(calls))) + 1
    described = ". ".join(_say(name, costs) for name in names)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {READING}>',
            f'<title id="growth-title">{TITLE}</title>',
            f'<desc id="growth-desc">{described}.</desc>',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
            *_axes(sizes, low, high),
            *_lines(names, costs, sizes, low, high),
            "</svg>\n",
        ]
    )


def write_table(page: Path, costs: dict[int, Costs]) -> None:
    """Put the numbers of the picture between the marks of a page."""
    before, _, rest = page.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{_table(costs)}\n{END}{after}")


def _table(costs: dict[int, Costs]) -> str:
    sizes = sorted(costs)
    head = ["request", "SQL", *(f"calls, {size:,} people" for size in sizes)]
    head += [f"ms, {size:,} people" for size in (sizes[0], sizes[-1])]
    rows = [head, ["---"] * len(head)]
    for name, first in costs[sizes[0]].items():
        calls = [f"{costs[size][name]['calls']:,.0f}" for size in sizes]
        taken = [f"{costs[size][name]['ms']:.1f}" for size in (sizes[0], sizes[-1])]
        rows.append([name, f"{first['sql']:.0f}", *calls, *taken])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _say(name: str, costs: dict[int, Costs]) -> str:
    told = (f"{costs[size][name]['calls']:,.0f} calls at {size:,} people" for size in sorted(costs))
    return f"{name}: {', '.join(told)}"


def _axes(sizes: list[int], low: int, high: int) -> Iterator[str]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    for power in range(low, high + 1):
        at = _y(10**power, low, high)
        yield f'<path d="M{LEFT} {at:.1f}H{right}" stroke="#cccccc"/>'
        yield f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10**power:,}</text>'
    for size in sizes:
        at = _x(size, sizes)
        yield f'<path d="M{at:.1f} {bottom}v5" stroke="#333333"/>'
        yield f'<text x="{at:.1f}" y="{bottom + 20}" text-anchor="middle">{size:,}</text>'
    middle = (LEFT + right) / 2
    yield f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">people, by powers of ten</text>'
    yield f'<text x="{LEFT - 60}" y="20">Python calls, by powers of ten</text>'


def _lines(
    names: list[str], costs: dict[int, Costs], sizes: list[int], low: int, high: int
) -> Iterator[str]:
    """Yield a line a request with its name at the end, names moved apart where they would meet."""
    free = 0.0
    for name, color in zip(names, COLORS, strict=True):
        places = [(_x(size, sizes), _y(costs[size][name]["calls"], low, high)) for size in sizes]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>'
        for x, y in places:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{color}"/>'
        free = max(places[-1][1] + 4, free + 15)
        yield f'<text x="{WIDTH - RIGHT + 10}" y="{free:.1f}" fill="{color}">{name}</text>'


def _x(size: int, sizes: list[int]) -> float:
    share = log10(size / sizes[0]) / log10(sizes[-1] / sizes[0])
    return LEFT + 20 + share * (WIDTH - RIGHT - LEFT - 40)


def _y(calls: float, low: int, high: int) -> float:
    return HEIGHT - BOTTOM - (log10(calls) - low) / (high - low) * (HEIGHT - BOTTOM - TOP)
