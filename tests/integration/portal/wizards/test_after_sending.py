"""What the page of a sent application says of what comes next: who acts, in which order, by which channel."""

import re
from html import unescape

import pytest
from django.test import Client

from portal.records.applications.models import Application
from portal.users.models import User
from tests.factories.applications import make_application

ORDER = "it looks at applications in the order of their arrival"


@pytest.fixture
def sent(client: Client, applicant: User) -> Application:
    """Return a renewal that was just sent, by somebody whom the record knows another address of."""
    applicant.person.email = "letters@example.org"
    applicant.person.save()
    client.force_login(applicant)
    return make_application(applicant)


def next_steps(client: Client, application: Application, language: str = "") -> str:
    """Return what the page says between its heading of what comes next and the following one."""
    page = client.get(f"{language}/applications/{application.public_id}/").content.decode()
    part = re.split(r"<h2>", page)[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", part)).split())


def test_who_acts_next_and_where_the_answer_comes_is_said(
    client: Client, sent: Application
) -> None:
    found = next_steps(client, sent)

    assert found.startswith("What happens next")
    assert "A review usually takes six to eight weeks" in found
    assert ORDER in found
    assert "We write to letters@example.org as soon as there is a decision" in found
    assert "My account , says how far your application is" in found


def test_order_of_arrival_is_not_spoken_of_while_the_applicant_is_waited_for(
    client: Client, sent: Application
) -> None:
    Application.objects.filter(pk=sent.pk).update(action_required_by="applicant")

    found = next_steps(client, sent)

    assert ORDER not in found
    assert "We write to letters@example.org" in found


def test_what_comes_next_is_said_in_spanish(client: Client, sent: Application) -> None:
    found = next_steps(client, sent, "/es")

    assert "Ahora le toca a la oficina" in found
    assert "Escribimos a letters@example.org" in found
