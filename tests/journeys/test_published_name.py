"""A holder chooses the name that the public sees, and is looked up under it in a district, without script."""

import pytest

from portal.records.models import Person
from portal.users.models import User
from tests.factories.records import (
    make_district,
    make_held,
    make_membership,
    make_name_rule,
    make_type_terms,
)
from tests.journeys import applying
from tests.journeys.windows import Window


@pytest.mark.proof
def test_chosen_name_is_what_the_public_finds(
    desktop: Window, without_script: Window, public_pages: None, applicant: User
) -> None:
    make_name_rule()
    make_type_terms()
    person = Person.objects.get(account=applicant)
    make_held(person)
    make_membership(person, make_district("Ashford School District"))
    make_district("Bethel School District")
    desktop.enter(applicant)
    desktop.go("/account/")
    applying.follow(desktop, "Choose the name that the public sees")
    desktop.see("choice")
    desktop.page.fill("[name=first_name]", "...")
    applying.press(desktop, "Keep this choice")
    desktop.see("choice-refused")
    desktop.page.fill("[name=first_name]", "Robin")
    applying.press(desktop, "Keep this choice")
    desktop.see("account")
    assert f"Robin {person.last_name}" in desktop.text()

    page = without_script.page
    without_script.go("/look-up/")
    page.fill("[name=name]", person.last_name)
    page.select_option("[name=district]", label="Bethel School District")
    applying.press(without_script, "Search by name")
    assert "The reason may be the district" in without_script.text()
    without_script.picture("nothing-in-the-district")
    applying.follow(without_script, "Search in all districts")
    assert f"Robin {person.last_name}" in without_script.text()
    page.select_option("[name=district]", label="Ashford School District")
    applying.press(without_script, "Search by name")
    assert f"Robin {person.last_name}" in without_script.text()
    assert page.locator("[name=district]").input_value()
    desktop.go(f"/look-up/?{page.url.split('?')[1]}")
    desktop.see("found-in-the-district")
