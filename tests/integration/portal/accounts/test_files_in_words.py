"""What the page of one's own files says: before one is removed, of a scan that failed, of names with quotes."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from benchmarks.hostile_pdfs import make_pdf
from portal.records.documents.models import Document
from portal.records.models import Person
from portal.users.models import User
from tests.factories.documents import receive
from tests.factories.records import AT
from tests.markup import Markup

pytestmark = pytest.mark.django_db
ADDRESS = "/account/documents/"


@pytest.fixture
def person(applicant: User, client: Client) -> Person:
    """Return the record of somebody who is signed in."""
    client.force_login(applicant)
    return Person.objects.get(account=applicant)


def text_of(response: Any) -> str:
    """Return what a page says."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_removing_is_asked_about_first(client: Client, person: Person) -> None:
    document = receive(b"one", person)
    asking = f"{ADDRESS}{document.public_id}/remove/"
    assert f'href="{asking}"' in client.get(ADDRESS).content.decode()

    page = client.get(asking)

    assert "“transcript.pdf” is taken off your account for good." in text_of(page)
    assert Markup(page.content.decode()).faults == []
    assert Document.objects.filter(pk=document.pk).exists()


def test_check_that_was_not_possible_is_said_to_be_tried_again(
    client: Client, person: Person
) -> None:
    receive(b"one", person, scan_state="error", scanned_at=AT)

    page = text_of(client.get(ADDRESS))

    assert "Virus check not possible yet; it will be tried again" in page
    assert "Virus check under way" not in page


def test_name_with_quotes_is_shown_as_it_was(client: Client, person: Person) -> None:
    upload = SimpleUploadedFile("it's %22quoted%22.pdf", make_pdf(pages=1), "application/pdf")

    client.post(ADDRESS, {"kind": "transcript", "uploads": [upload]})

    assert 'it\'s "quoted".pdf was added.' in text_of(client.get(ADDRESS))
    assert Document.objects.get(person=person).original_name == 'it\'s "quoted".pdf'
