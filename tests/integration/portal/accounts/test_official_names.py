"""Certificates and endorsements keep their official English names, which pages in Spanish mark as English."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from portal.records.models import Credential
from portal.users.models import User
from tests.factories.credentials import make_credential
from tests.factories.records import make_district, make_endorsement, make_membership
from tests.factories.renewals import publish_renewal
from tests.factories.roster import make_officer

pytestmark = pytest.mark.django_db

TYPE, ENDORSEMENT = "Professional Educator Certificate", "Elementary Education"


@pytest.fixture
def held(applicant: User) -> Credential:
    """Return a certificate in its window, with an endorsement."""
    publish_renewal()
    credential = make_credential(applicant.person)
    credential.endorsements.create(endorsement=make_endorsement("305", ENDORSEMENT))
    return credential


def languages_of(client: Client, address: str, name: str) -> list[str]:
    """Return the language of each place of a page where a name stands."""
    answer = client.get(address)
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    return [
        str(place.find_parent(attrs={"lang": True})["lang"])  # type: ignore[index]
        for place in page.find_all(string=lambda text: text is not None and name in text)
    ]


@pytest.mark.parametrize("name", [TYPE, ENDORSEMENT])
@pytest.mark.parametrize("address", ["/es/account/", "/es/verify/{number}/"])
def test_name_on_a_page_in_spanish_is_marked_as_english(
    client: Client, held: Credential, address: str, name: str
) -> None:
    client.force_login(held.person.account)

    found = languages_of(client, address.format(number=held.number), name)

    assert found
    assert set(found) == {"en"}


def test_name_on_the_roster_in_spanish_is_marked_as_english(
    client: Client, held: Credential
) -> None:
    district = make_district("Ashford School District")
    make_membership(held.person, district)
    client.force_login(make_officer(district))

    assert languages_of(client, "/es/account/roster/", TYPE) == ["en"]
