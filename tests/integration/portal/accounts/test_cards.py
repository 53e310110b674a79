"""Cards that plugins add to the account page: whom they speak to, in which language, and one that fails is missing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.plugins.failures import list_failures
from portal.records.models import Person
from portal.users.models import User
from tests.factories.credentials import make_credential
from tests.factories.evidence import make_training
from tests.unit.portal.plugins.conftest import Install

pytestmark = pytest.mark.django_db
CARDS = """
from portal.sdk.dashboard import Card, CardLink, text

CARDS = {{
    "good": lambda facts: Card(
        title=text("Good card", "Buena tarjeta"),
        paragraphs=(text("Under <b> and beside & it.", "Debajo."),),
        links=(CardLink(text("Go on", "Siga"), "/help/"),),
    ),
    "silent": lambda facts: None,
    "bad": lambda facts: {bad},
}}
"""


def read(client: Client, account: User, path: str = "/account/") -> str:
    """Return the account page, its white space folded."""
    client.force_login(account)
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_holder_is_led_to_the_public_pages_of_what_is_valid(
    applicant: User, client: Client
) -> None:
    valid = make_credential(applicant.person, days_left=30)
    expired = make_credential(applicant.person, days_left=-400)

    page = read(client, applicant)

    assert "Show that you are certified" in page
    assert f'href="/verify/{valid.number}/"' in page
    assert f'href="/verify/{expired.number}/"' not in page
    assert client.get(f"/verify/{valid.number}/").status_code == 200


def test_holder_of_nothing_sees_no_card(applicant: User, client: Client) -> None:
    make_credential(applicant.person, days_left=-400)

    assert 'id="card-' not in read(client, applicant)


def test_member_of_the_registry_reads_how_far_the_entries_are_verified(
    applicant: User, client: Client
) -> None:
    for reference in ("R1", "R2"):
        make_training(person=applicant.person, application_reference=reference)
    assert "Your registry record" not in read(client, applicant)
    Person.objects.filter(account=applicant).update(registry_id="REG12345")

    page, spanish = read(client, applicant), read(client, applicant, "/es/account/")

    assert "Your registry ID is REG12345." in page
    assert "2 entries wait for a verifier." in page
    assert '<a class="usa-link" href="#items">See each entry</a>' in page
    assert "2 registros esperan verificación." in spanish


@pytest.mark.parametrize(
    "bad", ["1 / 0", "'no card'", "Card(title=5)", "Card(title={}, links=(5,))"]
)
def test_card_that_fails_is_left_out_and_the_rest_is_shown(
    applicant: User,
    client: Client,
    write_plugin: Callable[..., str],
    install: Install,
    bad: str,
) -> None:
    install(write_plugin("cards", dashboard=CARDS.format(bad=bad)))

    page = read(client, applicant)

    assert page.count('id="card-') == 1
    assert '<h2 id="card-cards-good">Good card</h2>' in page
    assert "Under &lt;b&gt; and beside &amp; it." in page
    since = timezone.now() - timedelta(days=1)
    assert {failure.place for failure in list_failures(since=since)} == {"cards:dashboard"}


def test_cards_of_one_holder_silence_no_card_for_others(
    applicant: User, client: Client, write_plugin: Callable[..., str], install: Install
) -> None:
    install(write_plugin("tripping", dashboard=CARDS.format(bad="1 / 0")))

    for _visit in range(30):
        assert "Good card" in read(client, applicant)
