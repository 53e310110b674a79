"""The pages of a person and a certificate in the admin: what hangs on the record, as staff may see it."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.records.models import (
    Application,
    AuditEvent,
    Credential,
    FormerName,
    Membership,
    Person,
)
from portal.users.models import User
from tests.factories import records as make
from tests.factories.imports import make_district

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LAST_YEAR = date(2025, 3, 1)


def page_of(staff: Client, row: Person | Credential) -> str:
    """Return what the page of a record says, in one line."""
    html = staff.get(f"/admin/records/{row._meta.model_name}/inspect/{row.pk}/").content.decode()
    main = html[html.index("<main") : html.index("</main")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


@pytest.fixture
def held() -> Credential:
    """Return a certificate with an endorsement and a suspension that is not final."""
    make.make_type_terms(title="Professional Educator Certificate")
    person = make.make_named("Quill", "Ada", middle_name="Rae")
    credential = make.make_held(person)
    elementary = make.make_endorsement("305", "Elementary")
    credential.endorsements.create(endorsement=elementary, subject="")
    make.make_event(credential, "suspended", LAST_YEAR, is_final=False)
    return credential


def test_page_of_a_certificate_shows_status_endorsements_and_events(
    staff: Client, held: Credential
) -> None:
    shown = page_of(staff, held)

    assert f"Certificate or permit {held.number}" in shown
    assert "Professional Educator Certificate suspended Holder: Ada Rae Quill" in shown
    assert "The public sees “active”: an action that is not final" in shown
    assert "305 Elementary" in shown
    assert "Suspended not final March 1, 2025" in shown


def test_final_action_is_what_the_public_sees_too(staff: Client, held: Credential) -> None:
    make.make_event(held, "revoked", LAST_YEAR)

    shown = page_of(staff, held)

    assert "Professional Educator Certificate revoked" in shown
    assert "The public sees" not in shown


def test_page_of_a_person_shows_what_hangs_on_them(staff: Client, held: Credential) -> None:
    person, district = held.person, make_district()
    FormerName.objects.create(person=person, first_name="Ada", last_name="Marbury")
    Membership.objects.create(
        person=person, organization=district, role="staff", starts_on=LAST_YEAR, position="Teacher"
    )

    shown = page_of(staff, person)

    assert "Person Ada Rae Quill" in shown
    assert "Educator identification number" in shown
    assert f"Professional Educator Certificate suspended {held.number}" in shown
    assert "Ashford School District: Staff member, Teacher, since March 1, 2025" in shown
    assert "Ada Marbury" in shown


def test_page_of_a_person_leads_to_their_applications(
    staff: Client, application: Application
) -> None:
    html = staff.get(f"/admin/records/person/inspect/{application.person_id}/").content.decode()

    assert (
        f'href="/admin/applications/{application.public_id}/">{application.reference}</a>' in html
    )


def test_page_costs_the_same_however_much_somebody_holds(staff: Client, held: Credential) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            page_of(staff, held.person)
        return len(asked)

    count()
    few = count()
    for number in range(5):
        make.make_held(held.person)
        FormerName.objects.create(person=held.person, first_name="A", last_name=f"B{number}")

    assert count() == few


def test_trail_of_a_record_is_a_click_away_and_names_who_acted(
    staff: Client, held: Credential, specialist: User
) -> None:
    for record_type, record_id in (("credential", held.pk), ("person", held.person.public_id)):
        AuditEvent.objects.create(
            happened_at=timezone.now(),
            actor_id=specialist.pk,
            action=f"{record_type}.changed",
            record_type=record_type,
            record_id=str(record_id),
        )
    AuditEvent.objects.create(
        happened_at=timezone.now(), action="other", record_type="person", record_id="1"
    )

    for row, action in ((held, "credential.changed"), (held.person, "person.changed")):
        html = staff.get(f"/admin/records/{row._meta.model_name}/inspect/{row.pk}/").content
        (address,) = re.findall(r'"(/admin/records/auditevent/[^"]+)"', html.decode())
        trail = staff.get(address).content.decode()
        assert re.findall(r"[a-z]+\.changed|>other<", trail) == [action]
        assert re.search(rf"<td[^>]*>\s*{specialist.username}\s*</td>", trail)


def test_menu_names_lists_in_plain_words(staff: Client) -> None:
    html = staff.get("/admin/records/credential/").content.decode()

    assert "Certificates and permits" in html
    assert "Certificates And Permits" not in html
