"""Registering people and linking accounts, and the folded names that follow the names."""

import pytest
from django.db import transaction

from portal.records.audit.models import AuditEvent
from portal.records.people.models import FormerName, Person
from portal.records.people.operations import (
    AccountAlreadyLinkedError,
    link_account,
    register_person,
)
from tests.factories import records as make

pytestmark = pytest.mark.django_db


def test_registered_person_has_a_new_ein_and_an_audit_event() -> None:
    account = make.make_user()

    person = register_person(
        account=account, first_name="Dana", last_name="Voss", actor_id=account.pk, at=make.AT
    )

    event = AuditEvent.objects.get(record_type="person")
    assert person.account == account
    assert len(person.ein or "") == 10
    assert (event.action, event.record_id) == ("person.registered", str(person.public_id))
    assert "Voss" not in f"{event.digest}{event.salt}"


def test_registering_a_linked_account_again_is_refused() -> None:
    account = make.make_user()
    facts = {"first_name": "Dana", "last_name": "Voss", "actor_id": None, "at": make.AT}
    register_person(account=account, **facts)

    with pytest.raises(AccountAlreadyLinkedError):
        register_person(account=account, **facts)

    assert Person.objects.count() == 1


def test_ein_that_is_taken_is_not_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    make.make_named("Voss", ein="1111111111")
    drawn = iter(["1111111111", "2222222222"])
    monkeypatch.setattr("portal.records.people.operations.new_ein", lambda: next(drawn))

    person = register_person(account=None, first_name="A", last_name="B", actor_id=None, at=make.AT)

    assert person.ein == "2222222222"


def test_account_is_linked_once() -> None:
    person, other = make.make_named("Voss"), make.make_named("Reyes")
    account = make.make_user()

    link_account(person=person, account=account, actor_id=None, at=make.AT)

    with pytest.raises(AccountAlreadyLinkedError):
        link_account(person=other, account=account, actor_id=None, at=make.AT)
    with pytest.raises(AccountAlreadyLinkedError), transaction.atomic():
        link_account(person=person, account=make.make_user(), actor_id=None, at=make.AT)
    assert Person.objects.get(account=account) == person
    assert AuditEvent.objects.filter(action="person.account_linked").count() == 1


def test_account_that_goes_leaves_the_person() -> None:
    account = make.make_user()
    person = make.make_named("Voss", account=account)

    account.delete()

    person.refresh_from_db()
    assert person.account is None


def test_folded_name_follows_every_way_of_writing() -> None:
    person = make.make_named("Núñez")
    assert person.folded_last == "nunez"

    person.last_name = "O'Hara"
    person.save(update_fields=["last_name"])
    assert Person.objects.get().folded_last == "ohara"

    Person.objects.bulk_create([Person(first_name="Zoë", last_name="Ægir")])
    assert Person.objects.filter(folded_last="aegir", folded_first="zoe").exists()

    FormerName.objects.create(person=person, first_name="A", last_name="Smith-Jones")
    assert FormerName.objects.get().folded_last == "smithjones"


@pytest.mark.database
@pytest.mark.parametrize("name", ["O", "N" * 150, "ﷺ" * 150, "李", "الحسيني", "𠮷" * 150])
def test_name_of_any_script_and_length_is_stored(name: str) -> None:
    person = make.make_named(name, first_name=name)

    person.refresh_from_db()
    assert (person.last_name, str(person)) == (name, f"{name} {name}")
