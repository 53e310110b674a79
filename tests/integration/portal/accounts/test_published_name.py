"""The page on which somebody chooses the first name that the public sees."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from portal.records.models import AuditEvent, Person
from portal.users.models import User
from tests.factories.credentials import make_credential
from tests.factories.records import make_name_rule

pytestmark = pytest.mark.django_db

ADDRESS = "/account/published-name/"


@pytest.fixture
def person(applicant: User, client: Client) -> Person:
    """Return the record of somebody who is signed in."""
    client.force_login(applicant)
    return Person.objects.get(account=applicant)


def choose(client: Client, first_name: str, status: int = 302) -> Any:
    """Send the form."""
    response = client.post(ADDRESS, {"first_name": first_name})
    assert response.status_code == status
    return response


def text_of(response: Any) -> str:
    """Return what a page says."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_choice_is_shown_on_the_account_page_and_on_the_certificate(
    client: Client, visitor: Client, person: Person
) -> None:
    make_name_rule()
    number = make_credential(person).number

    response = choose(client, "  Zoë ")

    assert response.headers["Location"] == "/account/"
    page = text_of(client.get("/account/"))
    assert f"Legal name {person.full_name}" in page
    assert f"Name in the public look-up Zoë {person.last_name}" in page
    assert "Your choice is kept." in page
    verified = visitor.get(f"/verify/{number}/").content.decode()
    assert f"<h1><bdi>Zoë {person.last_name}</bdi></h1>" in verified
    assert person.first_name not in verified
    answer = visitor.get(f"/api/v1/certificates/{number}").json()
    assert answer["name"] == f"Zoë {person.last_name}"
    (event,) = AuditEvent.objects.filter(action="person.published_name_chosen")
    assert event.actor_id == person.account_id


def test_form_shows_the_choice_and_an_empty_one_takes_it_back(
    client: Client, person: Person
) -> None:
    make_name_rule()
    choose(client, "Zoë")
    assert 'value="Zoë"' in client.get(ADDRESS).content.decode()

    choose(client, "")

    person.refresh_from_db()
    assert person.published_first_name is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("...", "Enter a name, with at least one letter."),
        ("12", "Enter a name, with at least one letter."),
        ("Zo\u202eë", "Remove the characters that cannot be seen."),
        ("x" * 151, "150"),
    ],
)
def test_what_is_no_name_is_refused_beside_the_field(
    client: Client, person: Person, typed: str, message: str
) -> None:
    make_name_rule()

    response = choose(client, typed, status=422)

    assert message in text_of(response)
    assert 'id="id_first_name_error"' in response.content.decode()
    person.refresh_from_db()
    assert person.published_first_name is None


def test_without_a_law_nothing_is_offered_and_nothing_is_accepted(
    client: Client, person: Person
) -> None:
    assert ADDRESS not in client.get("/account/").content.decode()
    page = client.get(ADDRESS)
    assert "the law does not let holders choose" in text_of(page)
    assert "<form method" not in page.content.decode().split("<main", 1)[1].split("</main", 1)[0]

    response = choose(client, "Zoë", status=422)

    assert "As far as we know today" in text_of(response)
    person.refresh_from_db()
    assert person.published_first_name is None


def test_choice_can_be_taken_back_after_the_law_has_ended(client: Client, person: Person) -> None:
    rule = make_name_rule()
    choose(client, "Zoë")
    type(rule).objects.update(is_allowed=False)

    assert ADDRESS in client.get("/account/").content.decode()
    assert "You can take your choice back." in text_of(client.get(ADDRESS))
    choose(client, "Other", status=422)
    choose(client, "")

    person.refresh_from_db()
    assert person.published_first_name is None


def test_account_without_a_record_is_sent_to_the_account_page(
    client: Client, district_officer: User
) -> None:
    make_name_rule()
    client.force_login(district_officer)

    assert client.get(ADDRESS).headers["Location"] == "/account/"


def test_visitor_is_asked_to_sign_in(visitor: Client) -> None:
    assert visitor.get(ADDRESS).headers["Location"] == f"/account/login/?next={ADDRESS}"
