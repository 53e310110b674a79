"""Each list, filter and order that staff are offered is read in the order of an index: nothing is sorted.

A few thousand rows are sorted gladly by any planner, so PostgreSQL is told that sorting and scanning are dear; a sort
that is left is one that has to be. The control takes an index away, and then sees one.
"""

import json

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from benchmarks.plans import Asked, drop_indexes, watch_asked
from portal.lifecycle.demo import DemoFilings
from portal.records.demo.population import build_population
from portal.records.models import Application
from portal.records.reference.operations import load_reference
from portal.users.models import User
from tests.integration.portal.casework.conftest import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PEOPLE = 1_500
QUEUE = "/admin/applications/"
LISTS = (
    "/admin/records/person/",
    "/admin/records/person/?p=last",
    "/admin/records/credential/",
    "/admin/records/credential/?p=last",
    "/admin/records/application/",
    "/admin/records/decision/",
    QUEUE,
    f"{QUEUE}?p=last",
    f"{QUEUE}?ordering=-submitted_at",
    f"{QUEUE}?holder=me",
    f"{QUEUE}?stage=closed",
    f"{QUEUE}?stage=closed&service=certification.renew_professional",
    f"{QUEUE}?stage=assessment&holder=me",
)


@pytest.fixture
def staff(specialist: User) -> Client:
    """Invent people with applications, and return the specialist's browser."""
    at = timezone.now()
    load_reference(at=at)
    build_population(
        people=PEOPLE,
        today=timezone.localdate(at),
        at=at,
        follow=DemoFilings(actor_id=specialist.pk).file,
    )
    User.objects.bulk_create(
        User(username=f"user{number}", email=f"user{number}@example.org") for number in range(200)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return browser_of(specialist)


def page_of(staff: Client, address: str) -> Asked:
    """Return the statement that reads a page of rows."""
    with watch_asked() as asked:
        assert staff.get(address).status_code == 200
    return next((sql, values) for sql, values in asked if "counted_rows" in sql)


def sorts(asked: Asked) -> bool:
    """Tell whether the rows of a page have to be sorted."""
    sql, values = asked
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            details = [str(row[3]) for row in cursor.fetchall()]
        return any("TEMP B-TREE FOR ORDER BY" in each for each in details)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", values)
        plan = json.dumps(cursor.fetchone()[0])
    return '"Node Type": "Sort"' in plan or '"Node Type": "Incremental Sort"' in plan


def test_every_page_is_read_in_the_order_of_an_index(staff: Client) -> None:
    assert [address for address in LISTS if sorts(page_of(staff, address))] == []


def test_without_its_index_the_queue_is_sorted(staff: Client) -> None:
    asked = page_of(staff, QUEUE)
    table = Application._meta.db_table

    with drop_indexes(table, ("submitted_at", "id")):
        assert sorts(asked)
