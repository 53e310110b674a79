"""The kind of parts that tests release."""

from collections.abc import Iterator

import pytest

from tests.factories.releases import with_notes


@pytest.fixture(autouse=True)
def _notes() -> Iterator[None]:
    with with_notes():
        yield
