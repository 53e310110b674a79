"""Places the bars of the monthly report: what came in beside what left again. The template draws; the table says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from portal.payments.monthly import Month
from portal.payments.wording import dollars

__all__ = ["Chart", "draw_months"]

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 720, 300, 84, 16, 40
GRID = 4
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: where it stands, and what it says."""

    x: float
    y: float
    width: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: its size, lines across with what they stand for, months below, and two bars a month."""

    width: int
    height: int
    left: int
    right: int
    lines: list[tuple[float, str]]
    months: list[tuple[float, str]]
    received: list[Bar]
    gone: list[Bar]
    base: float


def draw_months(months: Sequence[Month]) -> Chart | None:
    """Return where everything stands; None where nothing came in and nothing left."""
    most = max([*(each.received for each in months), *(each.gone for each in months)], default=0)
    if most <= 0:
        return None
    top = _round_up(most)
    room, base = HEIGHT - TOP - BOTTOM, HEIGHT - BOTTOM
    slot = (WIDTH - LEFT) / len(months)

    def place(number: int, cents: int, at: float) -> Bar:
        height = round(max(cents, 0) / top * room, 1)
        x = round(LEFT + number * slot + at * slot, 1)
        return Bar(x, round(base - height, 1), round(slot * 0.34, 1), height, dollars(cents))

    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH,
        lines=[
            (round(base - room * step / GRID, 1), dollars(top * step // GRID))
            for step in range(GRID + 1)
        ],
        months=[
            (round(LEFT + (number + 0.5) * slot, 1), date_format(each.on, "M"))
            for number, each in enumerate(months)
        ],
        received=[place(number, each.received, 0.14) for number, each in enumerate(months)],
        gone=[place(number, each.gone, 0.52) for number, each in enumerate(months)],
        base=base,
    )


def _round_up(cents: int) -> int:
    """Return the next round sum, in whole dollars that the lines divide."""
    power: int = 10 ** (len(str(cents)) - 1)
    step = next(each for each in STEPS if each * power >= cents)
    return max(int(step * power), GRID * 100)
