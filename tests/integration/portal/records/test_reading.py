"""Reading for as long as it takes."""

import pytest
from django.db import connection

from portal.records.reading import read_aside


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_who_reads_everything_maps_nothing_of_the_file() -> None:
    if connection.vendor != "sqlite":
        pytest.skip(f"asks sqlite; this run uses {connection.vendor}")

    with read_aside() as reader, reader.cursor() as cursor:
        mapped = cursor.execute("PRAGMA mmap_size").fetchone()

    assert reader is not connection
    assert mapped == (0,)
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA mmap_size").fetchone() > (0,)
