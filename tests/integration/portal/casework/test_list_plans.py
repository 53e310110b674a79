"""Each list, filter and order that staff are offered is read in the order of an index: nothing is sorted.

A few thousand rows are sorted gladly by any planner, so PostgreSQL is told that sorting, scanning and hashing are
dear; a sort that is left is one that has to be. The control takes an index away, and then sees one.
"""

import json

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from benchmarks.plans import Asked, drop_indexes, find_scans, scans_made_dear, watch_asked
from portal.lifecycle.demo import DemoFilings
from portal.records.demo.population import build_population
from portal.records.models import Application, Membership, Person, Training
from portal.records.reference.operations import load_reference
from portal.users.models import User
from tests.factories.evidence import make_received_document
from tests.integration.portal.casework.conftest import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.proof]
PEOPLE = 1_500
QUEUE = "/admin/applications/"
EVIDENCE = ("qualification", "testresult", "experience", "training", "backgroundcheck")
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
    *(
        f"/admin/records/{name}/{query}"
        for name in (*EVIDENCE, "membership", "document")
        for query in ("", "?p=last", "?ordering=turned")
    ),
)
NARROWED = (
    *((f"/admin/records/{name}/?state=rejected", f"{name}_by_state") for name in EVIDENCE),
    ("/admin/records/training/?state=rejected&ordering=turned", "training_by_state"),
    ("/admin/records/membership/?role=administrator", "membership_by_role"),
    ("/admin/records/membership/?q={code}", "membership_in_order"),
    ("/admin/records/document/?scan_state=suspect", "document_by_scan_state"),
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
    for person in Person.objects.order_by("pk")[:500]:
        make_received_document(person)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return browser_of(specialist)


def page_of(staff: Client, address: str) -> Asked:
    """Return the statement that reads a page of rows."""
    with watch_asked() as asked:
        assert staff.get(address).status_code == 200
    return next((sql, values) for sql, values in asked if "counted_rows" in sql)


def plan_of(asked: Asked) -> str:
    """Return how the database means to read a page, in its own words, where sorting and scanning are dear."""
    sql, values = asked
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            return "\n".join(str(row[3]) for row in cursor.fetchall())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_hashagg = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", values)
        return json.dumps(cursor.fetchone()[0])


def sorts(asked: Asked) -> bool:
    """Tell whether the rows of a page have to be sorted."""
    plan = plan_of(asked)
    signs = ("TEMP B-TREE FOR ORDER BY", '"Node Type": "Sort"', '"Node Type": "Incremental Sort"')
    return any(sign in plan for sign in signs)


def test_every_page_is_read_in_the_order_of_an_index(staff: Client) -> None:
    assert [address for address in LISTS if sorts(page_of(staff, address))] == []


def test_without_its_index_the_queue_is_sorted(staff: Client) -> None:
    asked = page_of(staff, QUEUE)
    table = Application._meta.db_table

    with drop_indexes(table, ("submitted_at", "id")):
        assert sorts(asked)


def test_every_filter_is_read_by_its_index_in_the_order_of_the_list(staff: Client) -> None:
    code = Membership.objects.values_list("organization__code", flat=True)[0]
    asked = {index: page_of(staff, address.format(code=code)) for address, index in NARROWED}

    assert [index for index, each in asked.items() if index not in plan_of(each)] == []
    assert [index for index, each in asked.items() if sorts(each)] == []


def test_without_its_index_a_filter_is_read_otherwise(staff: Client) -> None:
    asked = page_of(staff, "/admin/records/training/?state=rejected")

    with drop_indexes(Training._meta.db_table, ("state", "id")):
        assert "training_by_state" not in plan_of(asked)


def test_beginning_of_a_reference_is_found_without_reading_every_application(staff: Client) -> None:
    reference = Application.objects.exclude(reference=None).values_list("reference", flat=True)[0]
    asked = page_of(staff, f"{QUEUE}?q={reference[:4]}")

    with scans_made_dear():
        assert find_scans(asked, [Application._meta.db_table]) == []


def counting_of(staff: Client) -> Asked:
    """Return the statement by which the page of a version counts its applications stage by stage."""
    version = Application.objects.values_list("version_id", flat=True)[0]
    with watch_asked() as asked:
        assert staff.get(f"/admin/records/wizardversion/inspect/{version}/").status_code == 200
    return next(each for each in asked if "COUNT(" in each[0] and "GROUP BY" in each[0])


def test_stages_of_a_version_are_counted_in_an_index(staff: Client) -> None:
    assert "application_stages_of_version" in plan_of(counting_of(staff))


def test_without_its_index_stages_of_a_version_are_counted_otherwise(staff: Client) -> None:
    counting = counting_of(staff)

    with drop_indexes(Application._meta.db_table, ("version_id", "stage", "id")):
        assert "application_stages_of_version" not in plan_of(counting)
