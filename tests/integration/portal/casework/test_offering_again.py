"""Who oversees services offers an earlier version of a wizard again, and is told what that changes."""

from dataclasses import replace

import pytest
from django.test import Client

from portal.definitions.publishing import publish_wizard
from portal.definitions.serialization import load_wizard
from portal.definitions.texts import text
from portal.records.models import Wizard, WizardVersion
from portal.users.models import User
from tests.factories.renewals import NOW, make_application, publish_renewal
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def first() -> WizardVersion:
    """Return the first of two versions, the second of which is on offer."""
    version = publish_renewal()
    spec = replace(load_wizard(version.definition), title=text("Renew <it>", "Renovar"))
    publish_wizard(spec=spec, origin="plugin", required_plugins={}, actor_id=None, at=NOW)
    return version


def act_url(version: WizardVersion) -> str:
    """Return the address of the act."""
    return f"/admin/wizards/{version.pk}/offer-again/"


def inspect_url(version: WizardVersion) -> str:
    """Return the address of a version."""
    return f"/admin/records/wizardversion/inspect/{version.pk}/"


def read(browser: Client, address: str, status: int = 200) -> str:
    """Return a page, its white space folded."""
    answer = browser.get(address, follow=True)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_page_tells_what_would_change_and_who_has_begun(
    first: WizardVersion, supervisor: User, applicant: User
) -> None:
    make_application(applicant.person, first, None)

    page = read(browser_of(supervisor), act_url(first))

    assert "<td>Title</td> <td>Renew &lt;it&gt;</td> <td>Renew</td>" in page
    assert "<dt>On version 1</dt><dd>1</dd>" in page
    assert Wizard.objects.get(key="test.renew").current_version.number == 2


def test_version_is_offered_again_and_both_pages_say_so(
    first: WizardVersion, supervisor: User
) -> None:
    browser = browser_of(supervisor)
    assert "Offer this version again" in read(browser, inspect_url(first))

    answer = browser.post(act_url(first))

    wizard = Wizard.objects.get(key="test.renew")
    assert (answer.status_code, answer.headers["Location"]) == (302, inspect_url(first))
    assert wizard.current_version == first
    page = read(browser, inspect_url(first))
    assert "Version 1 is on offer." in page
    assert "Version 2 was taken back, and this one is offered instead" in page
    assert "Offer this version again" not in page
    second = read(browser, inspect_url(wizard.declined))
    assert "This version was taken back. Version 1 is on offer" in second
    overview = read(browser, "/admin/plugins/")
    assert "stands on version 1" in overview
    assert "the plugin offers version 2" in overview


def test_drafts_on_the_version_taken_back_can_be_moved(
    first: WizardVersion, supervisor: User, applicant: User
) -> None:
    make_application(applicant.person, first.wizard.versions.get(number=2), None)

    page = " ".join(
        browser_of(supervisor).post(act_url(first), follow=True).content.decode().split()
    )

    assert "Drafts on other versions, which you can move: 1" in page
    assert "Move 1 draft to this version" in page


def test_version_that_does_not_pass_the_checks_of_today_is_refused(
    first: WizardVersion, supervisor: User
) -> None:
    browser = browser_of(supervisor)
    absent = WizardVersion.objects.create(
        wizard=first.wizard,
        number=3,
        schema_version=1,
        definition=first.definition,
        required_plugins={"absent": "1.0"},
        content_hash="3" * 64,
        published_at=NOW,
    )

    page = read(browser, act_url(absent))
    answer = browser.post(act_url(absent))

    assert "<code>wizard: missing_plugin absent</code>" in page
    assert 'type="submit" class="button">Offer' not in page
    assert answer.status_code == 409
    assert "missing_plugin absent" in answer.content.decode()
    assert Wizard.objects.get(key="test.renew").current_version.number == 2


def test_version_on_offer_has_nothing_to_do(first: WizardVersion, supervisor: User) -> None:
    second = first.wizard.versions.get(number=2)

    assert "This version is on offer now." in read(browser_of(supervisor), act_url(second))


def test_specialist_may_not(first: WizardVersion, specialist: User) -> None:
    browser = browser_of(specialist)

    assert browser.post(act_url(first)).status_code == 302
    assert "Offer this version again" not in read(browser, inspect_url(first))
    assert Wizard.objects.get(key="test.renew").current_version.number == 2
