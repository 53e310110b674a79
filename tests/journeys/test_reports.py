"""A verifier reads the report of the registry's members, and has it as a file."""

import pytest

from portal.records.people.models import Person
from portal.users.models import User
from tests.factories.evidence import make_training
from tests.journeys.windows import Window

MEMBERS = "/admin/plugins/early_childhood_registry/reports/members/"


@pytest.mark.long
def test_verifier_reads_who_waits_and_saves_the_list(
    desktop: Window, phone: Window, registry_verifier: User, applicant: User
) -> None:
    Person.objects.filter(account=applicant).update(registry_id="1000001")
    make_training(person=applicant.person, application_reference="R1")
    desktop.enter(registry_verifier)
    desktop.go("/admin/")
    desktop.page.get_by_role("button", name="Reports").click()
    desktop.click(desktop.page.get_by_role("link", name="Registry members by verification"))
    assert desktop.path == MEMBERS
    desktop.see("members", within="main")

    with desktop.page.expect_download() as download:
        desktop.page.get_by_role("button", name="CSV now").click()
    assert '"1000001"' in download.value.path().read_text()

    phone.enter(registry_verifier)
    phone.go(MEMBERS)
    phone.see("members-on-a-phone", within="main")
