"""Two tabs change the contact details of one person at the same moment: one change, and the other is told."""

from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from portal.records.audit.models import AuditEvent
from portal.records.people.contact import Contact, ContactChangedError, change_contact
from tests.factories.accounts import make_educator
from tests.together import run_together

pytestmark = [pytest.mark.race, pytest.mark.database, pytest.mark.django_db(transaction=True)]
TOWNS, ROUNDS = ("Avon", "Bethel", "Canton", "Derby"), 5


def change_at_once(number: int) -> list[Any]:
    """Send another town from every tab, each opened on the same details."""
    person = make_educator(username=f"applicant-{number}").person
    acts = [
        partial(
            change_contact,
            person_id=person.pk,
            contact=Contact(address_town=town),
            seen=Contact.of(person).digest,
            actor_id=None,
            language="en",
            at=timezone.now(),
        )
        for town in TOWNS
    ]
    return run_together(acts)


def count_changes() -> int:
    """Return how many changes were recorded."""
    return AuditEvent.objects.filter(action="person.contact_changed").count()


def test_of_changes_at_once_one_counts_and_the_others_are_told() -> None:
    for number in range(ROUNDS):
        outcomes = change_at_once(number)

        refused = [each for each in outcomes if isinstance(each, ContactChangedError)]
        (kept,) = [each for each in outcomes if not isinstance(each, Exception)]
        assert len(refused) == len(TOWNS) - 1
        assert {each.stored.address_town for each in refused} == {kept.address_town}
        assert count_changes() == number + 1


def test_without_the_comparison_all_overwrite_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Contact, "digest", "")

    change_at_once(0)

    assert count_changes() == len(TOWNS)


def test_without_the_lock_some_overwrite_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time, lock or not")
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *_options, **_named: rows)

    for number in range(ROUNDS * 4):
        change_at_once(number)

    assert count_changes() > ROUNDS * 4
