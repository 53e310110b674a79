"""A district with an officer and a roster of any size, written as the demonstration writes its people."""

from datetime import date, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from portal.records.demo.names import FIRST_NAMES, SURNAMES
from portal.records.demo.people import demo_ein, demo_number
from portal.records.demo.rows import CREDENTIALS, MEMBERSHIPS, PEOPLE, names_of
from portal.records.models import Membership, Organization
from portal.records.organizations.models import OrganizationTerms
from portal.users.models import User
from tests.factories import records as make
from tests.factories.accounts import make_educator

SINCE = date(2020, 1, 1)


def make_district(name: str = "Hamden School District") -> Organization:
    """Return a district under its name."""
    organization = make.make_organization(code="D-1")
    OrganizationTerms.objects.create(organization=organization, name=name, **make.dated())
    return organization


def make_officer(district: Organization) -> User:
    """Return the account of somebody who acts for a district."""
    account = make_educator(username="officer", first_name="Priya", last_name="Calloway")
    Membership.objects.create(
        person=account.person, organization=district, role=Membership.Role.OFFICER, starts_on=SINCE
    )
    return account


@transaction.atomic
def fill_roster(district: Organization, count: int) -> None:
    """Put so many people on a roster, each with one certificate."""
    type_id = make.make_type_terms().credential_type_id
    today = timezone.localdate()
    keys = PEOPLE.reserve(count)
    held = CREDENTIALS.reserve(count)
    contact = ("", date(1980, 1, 1), "", "", "", "Hamden", "CT", "06000")
    PEOPLE.write(
        (
            *(key, uuid4(), demo_ein(number)),
            *names_of((FIRST_NAMES[number % 139], "", SURNAMES[number % 145])),
            *contact,
        )
        for number, key in enumerate(keys)
    )
    CREDENTIALS.write(
        (
            *(credential, demo_number(number, 0), key, type_id, "teaching"),
            *(today - timedelta(days=400), today + timedelta(days=number % 900)),
        )
        for number, (key, credential) in enumerate(zip(keys, held, strict=True))
    )
    MEMBERSHIPS.write((key, district.pk, "staff", SINCE) for key in keys)
