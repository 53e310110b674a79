"""The page on which a holder keeps telephone and mailing address up to date."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from portal.notifications.catalogue import render_message
from portal.notifications.models import OutboxMessage
from portal.records.models import AuditEvent, Person
from portal.users.models import User

pytestmark = pytest.mark.django_db

ADDRESS = "/account/contact/"
DETAILS = {
    "phone": "860-555-0123",
    "address_line": "12 Elm Street",
    "address_town": "Hartford",
    "address_state": "ct",
    "address_zip": "06115",
}


@pytest.fixture
def person(applicant: User, client: Client) -> Person:
    """Return the record of somebody who is signed in."""
    client.force_login(applicant)
    return Person.objects.get(account=applicant)


def open_form(client: Client, **changes: str) -> dict[str, str]:
    """Return what the page would send, were these details typed into it."""
    page = client.get(ADDRESS).content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert seen is not None
    return {"seen": seen[1], **DETAILS, **changes}


def text_of(response: Any) -> str:
    """Return what a page says."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def events() -> Any:
    """Return the audit events of changed details."""
    return AuditEvent.objects.filter(action="person.contact_changed")


def test_changed_details_stand_on_the_account_page_and_in_the_form(
    client: Client, person: Person
) -> None:
    response = client.post(ADDRESS, open_form(client))

    assert (response.status_code, response.headers["Location"]) == (302, "/account/")
    page = text_of(client.get("/account/"))
    assert "Your contact details are kept." in page
    assert "Telephone 860-555-0123" in page
    assert "Address 12 Elm Street Hartford, CT 06115" in page
    assert 'value="12 Elm Street"' in client.get(ADDRESS).content.decode()
    event = events().get()
    assert (event.actor_id, event.record_id) == (person.account_id, str(person.public_id))


def test_telephone_can_be_taken_off_the_record(client: Client, person: Person) -> None:
    client.post(ADDRESS, open_form(client))

    client.post(ADDRESS, open_form(client, phone=""))

    person.refresh_from_db()
    assert (person.phone, person.address_town) == ("", "Hartford")


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("phone", "call me", "Enter a phone number with its area code, such as 860-555-0123."),
        ("address_line", "", "Enter an answer."),
        ("address_town", "x" * 101, "100"),
        ("address_state", "Conn", "2"),
        ("address_zip", "611", "Enter a ZIP code of five digits, such as 06115."),
    ],
)
def test_refused_details_are_said_beside_the_field_and_nothing_is_lost(
    client: Client, person: Person, field: str, typed: str, message: str
) -> None:
    response = client.post(ADDRESS, open_form(client, **{field: typed}))

    page = response.content.decode()
    assert response.status_code == 422
    assert re.search(r"<title[^>]*>Error: Your contact details", page)
    assert message in page
    assert f'id="id_{field}_error"' in page
    for name, value in (DETAILS | {field: typed}).items():
        assert not value or f'name="{name}" value="{value}"' in page
    person.refresh_from_db()
    assert person.address_line == ""
    assert not events().exists()
    assert not OutboxMessage.objects.exists()


def test_second_tab_sees_both_and_overwrites_nothing(client: Client, person: Person) -> None:
    opened_early = open_form(client, address_town="Stamford")
    client.post(ADDRESS, open_form(client, address_town="New Haven"))

    response = client.post(ADDRESS, opened_early)

    page = text_of(response)
    assert response.status_code == 409
    assert "Your contact details were changed elsewhere" in page
    assert "Town or city New Haven Stamford" in page
    person.refresh_from_db()
    assert person.address_town == "New Haven"


def test_second_tab_may_keep_what_was_typed_there(client: Client, person: Person) -> None:
    opened_early = open_form(client, address_town="Stamford", phone="")
    client.post(ADDRESS, open_form(client, address_town="New Haven"))
    conflict = client.post(ADDRESS, opened_early)

    response = client.post(ADDRESS, dict(conflict.context["sent_again"]))

    assert response.status_code == 302
    person.refresh_from_db()
    assert (person.address_town, person.phone) == ("Stamford", "")


def test_corrected_mistake_does_not_hide_that_the_record_has_changed(
    client: Client, person: Person
) -> None:
    opened_early = open_form(client, address_zip="1")
    client.post(ADDRESS, open_form(client, address_town="New Haven"))
    refused = client.post(ADDRESS, opened_early)
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', refused.content.decode())
    assert seen is not None

    response = client.post(ADDRESS, {**opened_early, "address_zip": "06901", "seen": seen[1]})

    assert response.status_code == 409


def test_same_details_sent_twice_are_one_change(client: Client, person: Person) -> None:
    data = open_form(client)
    client.post(ADDRESS, data)

    assert client.post(ADDRESS, data).status_code == 302
    assert events().count() == 1


@pytest.mark.parametrize(
    ("prefix", "language", "subject"),
    [
        ("", "en", "Your contact details were changed"),
        ("/es", "es", "Sus datos de contacto se cambiaron"),
    ],
)
def test_holder_is_told_of_a_change_once_and_in_the_language_of_the_page(
    client: Client, person: Person, prefix: str, language: str, subject: str
) -> None:
    data = open_form(client)
    for _twice in range(2):
        client.post(f"{prefix}{ADDRESS}", data)

    message = OutboxMessage.objects.get(kind="contact_changed")
    assert (message.recipient, message.language) == (person.mail_address, language)
    told = render_message(message.kind, message.language, message.context)
    assert told.subject == subject
    assert not [detail for detail in DETAILS.values() if f" {detail}" in told.body]


def test_nothing_but_the_contact_details_is_taken(client: Client, person: Person) -> None:
    others = {"last_name": "Sundry", "email": "x@example.org", "birth_date": "1999-01-01"}

    client.post(ADDRESS, {**open_form(client), **others, "person": "1", "ein": "1"})

    changed = Person.objects.get(pk=person.pk)
    for name in ("last_name", "email", "birth_date", "ein", "account_id"):
        assert getattr(changed, name) == getattr(person, name)
    assert changed.address_state == "CT"


def test_page_leads_to_the_email_address_and_says_how_a_name_changes(
    client: Client, person: Person
) -> None:
    response = client.get(ADDRESS)

    assert 'href="/account/email/"' in response.content.decode()
    assert f"Legal name {person.full_name} It changes with an application" in text_of(response)
    assert ADDRESS in client.get("/account/").content.decode()


def test_page_in_spanish_asks_and_refuses_in_spanish(client: Client, person: Person) -> None:
    spanish = f"/es{ADDRESS}"

    assert "Sus datos de contacto" in text_of(client.get(spanish))
    refused = client.post(spanish, open_form(client, address_zip="1"))
    assert "Código postal: Escriba un código postal de cinco cifras" in text_of(refused)


def test_change_without_the_token_is_refused(applicant: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(applicant)

    assert strict.post(ADDRESS, open_form(strict)).status_code == 403
    assert not events().exists()


def test_account_without_a_record_is_sent_to_the_account_page(
    client: Client, district_officer: User
) -> None:
    client.force_login(district_officer)

    assert client.get(ADDRESS).headers["Location"] == "/account/"


def test_visitor_is_asked_to_sign_in(visitor: Client) -> None:
    assert visitor.get(ADDRESS).headers["Location"] == f"/account/login/?next={ADDRESS}"
