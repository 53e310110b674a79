"""Takes today's portal as an exhibit: the same portal gives the same one, for clock, chance and people are fixed."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import time_machine
from django.core.management import call_command

from tests.museum.exhibits import Exhibit, read_state
from tests.museum.hall import open_hall
from tests.museum.scene import enact

__all__ = ["take_exhibit"]

AT = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
SEED = 20_261_102


def take_exhibit(release: str, *, is_released: bool, heads: Path) -> Exhibit:
    """Return an exhibit of a portal that is migrated and filled for it."""
    with open_hall(heads), time_machine.travel(AT, tick=False), same_chance():
        call_command("migrate", verbosity=0, interactive=False)
        story = enact(at=AT)
        return read_state(release=release, is_released=is_released, at=AT, story=story, heads=heads)


@contextmanager
def same_chance() -> Iterator[None]:
    """Let everything that asks the system for chance be given the same each time."""
    source = random.Random(SEED)
    with (
        mock.patch("os.urandom", source.randbytes),
        mock.patch("random._urandom", source.randbytes),
    ):
        yield
