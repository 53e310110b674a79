"""The choice of the published first name: who may choose, what is kept, and what the audit trail knows of it."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.records.demo.name_rules import allow_name_choice
from portal.records.models import AuditEvent, NameRuleTerms, NameVariant, Person
from portal.records.people.operations import NameChoiceNotAllowedError, choose_published_name
from portal.records.people.queries import is_name_choice_allowed
from portal.records.reference.operations import load_reference
from tests.factories import records as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = date(2026, 3, 2)
ACTION = "person.published_name_chosen"


def choose(person: Person, first_name: str) -> Person:
    """Choose a name as the person themself."""
    return choose_published_name(
        person_id=person.pk, first_name=first_name, actor_id=None, at=make.AT
    )


def test_choice_is_kept_beside_the_legal_name_with_one_audit_event() -> None:
    make.make_name_rule()
    person = make.make_named("Voss", "Adelheid", middle_name="Jo")

    choose(person, "Héidi")
    choose(person, "Héidi")

    person.refresh_from_db()
    assert (person.full_name, person.published_first_name) == ("Adelheid Jo Voss", "Héidi")
    assert person.folded_published == "heidi"
    assert AuditEvent.objects.filter(action=ACTION, record_id=str(person.public_id)).count() == 1
    assert NameVariant.objects.filter(kind="first", name="heidi", shown="Héidi").exists()


@pytest.mark.parametrize("ended_by", ["", "Ada"])
def test_choice_ends_with_nothing_or_the_legal_name(ended_by: str) -> None:
    make.make_name_rule()
    person = make.make_named("Voss", "Ada")
    choose(person, "Addie")

    assert choose(person, ended_by).published_first_name is None
    assert AuditEvent.objects.filter(action=ACTION).count() == 2


@pytest.mark.parametrize(
    "facts",
    [
        {"is_allowed": False},
        {"is_active": False},
        {"is_active": False, "confidence": "unverified"},
        {"valid_to": ON},
        {"valid_from": ON + timedelta(days=1)},
        {"superseded_at": make.AT},
    ],
)
def test_without_a_rule_in_force_nobody_chooses_but_a_choice_can_end(facts: dict[str, Any]) -> None:
    person = make.make_named("Voss", published_first_name="Addie")
    make.make_name_rule(**facts)

    with pytest.raises(NameChoiceNotAllowedError):
        choose(person, "Heidi")

    assert choose(person, "").published_first_name is None


def test_file_says_that_the_rule_is_not_confirmed_and_so_it_is_not_in_force() -> None:
    load_reference(at=make.AT)

    row = NameRuleTerms.objects.get()
    assert (row.confidence, row.is_active) == ("unverified", False)
    assert not is_name_choice_allowed(ON)


def test_demonstration_allows_it_once_and_what_staff_record_afterwards_stands() -> None:
    load_reference(at=make.AT)
    allow_name_choice(at=make.AT)
    assert is_name_choice_allowed(ON)

    NameRuleTerms.objects.filter(superseded_at=None).update(superseded_at=make.AT)
    load_reference(at=make.AT)
    allow_name_choice(at=make.AT)

    assert not is_name_choice_allowed(ON)
