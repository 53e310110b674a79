"""Who oversees services plans a release on a plain form, sees what would happen, releases it now or withdraws it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from portal.definitions.bundles import write_bundle
from portal.definitions.publishing import publish_wizard
from portal.definitions.serialization import load_wizard
from portal.definitions.texts import text
from portal.records.models import Release, Wizard, WizardVersion
from portal.records.releases.operations import release_due
from portal.users.models import User
from tests.factories.pages import make_article
from tests.factories.renewals import NOW, publish_renewal
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
LIST, NEW = "/admin/releases/", "/admin/releases/new/"
KEY = "test.renew"


@pytest.fixture
def first() -> WizardVersion:
    """Return the first of two versions, the second of which is on offer."""
    version = publish_renewal()
    spec = replace(load_wizard(version.definition), title=text("Renew <it>", "Renovar"))
    publish_wizard(spec=spec, origin="editor", required_plugins={}, actor_id=None, at=NOW)
    return version


@pytest.fixture
def office(supervisor: User) -> Client:
    """Return the supervisor's browser."""
    return browser_of(supervisor)


def words(answer: Any, status: int = 200) -> str:
    """Return a page that answered, its white space folded."""
    assert answer.status_code == status
    return " ".join(unescape(answer.content.decode()).split())


def form(**fields: Any) -> dict[str, Any]:
    """Return what the form sends."""
    return {"name": "Rules of July", "day": "2099-07-01", "time": "06:30", **fields}


def plan_version(browser: Client) -> Release:
    """Plan to offer the first version again."""
    browser.post(NEW, form(parts_wizard_version=[f"{KEY} 1"]))
    return Release.objects.get()


def url(release: Release, act: str = "") -> str:
    """Return the address of a release, or of an act on it."""
    return f"{LIST}{release.public_id}/{act + '/' if act else ''}"


def test_release_is_planned_in_the_zone_of_the_bureau(office: Client, first: WizardVersion) -> None:
    answer = office.post(NEW, form(parts_wizard_version=[f"{KEY} 1"]), follow=True)

    release = Release.objects.get()
    assert answer.redirect_chain == [(url(release), 302)]
    assert release.due_at == datetime(2099, 7, 1, 10, 30, tzinfo=UTC)
    page = words(answer)
    assert "July 1, 2099, 6:30 a.m. EDT (America/New_York)" in page
    assert "As things stand now, everything would be published." in page
    assert "<td>Title</td> <td>Renew <it></td> <td>Renew</td>" in page
    assert "July 1, 2099, 6:30 a.m. EDT (America/New_York)" in words(office.get(LIST))


def test_bundles_are_handed_in_and_pages_chosen_together(
    admin: User, editor: User, first: WizardVersion
) -> None:
    page = make_article(title="Before", slug="dates")
    page.title = "After"
    page.save_revision(user=editor)
    browser = browser_of(admin)
    assert "After (en)" in words(browser.get(NEW))
    bundle = SimpleUploadedFile("renew.json", write_bundle(first).encode())

    answer = browser.post(NEW, form(parts_page=[str(page.pk)], parts_wizard=[bundle]), follow=True)

    shown = words(answer)
    assert "Page “After (en)”" in shown
    assert "Wizard “Renew”: the definition of a bundle" in shown
    browser.post(url(Release.objects.get(), "release"))
    page.refresh_from_db()
    assert page.title == "After"
    assert Wizard.objects.get(key=KEY).current_version == first


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"day": "2099-13-01"}, "Enter a valid date."),
        ({"day": "2020-01-01"}, "This moment has passed. Choose a later one."),
        ({"day": "2099-03-08", "time": "02:30"}, "it may be ambiguous or it may not exist"),
        ({"parts_wizard_version": ["test.renew 9"]}, "is not there to choose any more"),
        ({"parts_wizard_version": []}, "Choose what is to be released."),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    office: Client, first: WizardVersion, fields: dict[str, Any], said: str
) -> None:
    sent = form(**{"parts_wizard_version": [f"{KEY} 1"], **fields})

    page = words(office.post(NEW, sent), 422)

    assert said in page
    if sent["name"]:
        assert 'value="Rules of July"' in page
    assert not Release.objects.exists()


def test_bundle_that_is_none_is_told_by_its_name(office: Client) -> None:
    broken = SimpleUploadedFile("renew.json", b"{")

    page = words(office.post(NEW, form(parts_wizard=[broken])), 422)

    assert "renew.json: This is no bundle that the portal can take: bundle: not_json" in page
    assert "Choose the files again" in page


def test_wizard_cannot_be_released_twice_at_once(office: Client, first: WizardVersion) -> None:
    bundle = SimpleUploadedFile("renew.json", write_bundle(first).encode())
    sent = form(parts_wizard=[bundle], parts_wizard_version=[f"{KEY} 1"])

    assert "Another part of the release publishes the same." in words(office.post(NEW, sent), 422)


def test_name_that_is_taken_is_refused(office: Client, first: WizardVersion) -> None:
    plan_version(office)

    page = words(office.post(NEW, form(parts_wizard_version=[f"{KEY} 1"])), 422)

    assert "Another release has this name." in page


def test_supervisor_is_offered_no_page_that_they_may_not_publish(
    office: Client, editor: User
) -> None:
    page = make_article(title="Before")
    page.title = "After"
    page.save_revision(user=editor)

    assert "After" not in words(office.get(NEW))


def test_release_is_carried_out_now(office: Client, supervisor: User, first: WizardVersion) -> None:
    release = plan_version(office)

    page = words(office.post(url(release, "release"), follow=True))

    release.refresh_from_db()
    assert (release.state, release.released_by) == ("released", supervisor)
    assert "Everything is published." in page
    assert "Release now" not in page
    assert Wizard.objects.get(key=KEY).current_version == first


def test_conflict_is_shown_before_and_after(office: Client, first: WizardVersion) -> None:
    release = plan_version(office)
    spec = replace(load_wizard(first.definition), minutes=99)
    publish_wizard(spec=spec, origin="editor", required_plugins={}, actor_id=None, at=NOW)
    told = "Another version was put on offer since the release was planned."

    page = words(office.get(url(release)))
    assert told in page
    assert "As things stand now, nothing would be published." in page
    page = words(office.post(url(release, "release"), follow=True))

    assert "Nothing is published. What stands in the way is named." in page
    assert f"<strong>Wizard “Renew”: version 1 again</strong> {told}" in page
    assert "Releases that failed" in words(office.get("/admin/"))


def test_failed_release_is_withdrawn_and_forgotten_by_the_home_page(
    office: Client, first: WizardVersion
) -> None:
    release = plan_version(office)
    release.parts.update(kind="fees")
    release_due(at=release.due_at + timedelta(minutes=1))
    assert "a plugin may be absent" in words(office.get(url(release)))

    page = words(office.post(url(release, "withdraw"), follow=True))

    assert "The release is withdrawn." in page
    assert "Releases that failed" not in words(office.get("/admin/"))


@pytest.mark.parametrize("act", ["release", "withdraw"])
def test_act_on_what_is_over_does_nothing(office: Client, first: WizardVersion, act: str) -> None:
    release = plan_version(office)
    office.post(url(release, "withdraw"))

    page = words(office.post(url(release, act), follow=True))

    assert "Nothing was done: the release is over (withdrawn)." in page
    assert Wizard.objects.get(key=KEY).current_version != first


def test_others_are_not_told_of_releases(
    office: Client, specialist: User, first: WizardVersion
) -> None:
    release = plan_version(office)
    Release.objects.update(state="failed", failure="wrong", ended_at=timezone.now())
    browser = browser_of(specialist)

    assert browser.get(LIST).status_code == 302
    assert browser.post(url(release, "release")).status_code == 302
    assert "Releases that failed" not in words(browser.get("/admin/"))
    assert Wizard.objects.get(key=KEY).current_version != first


def test_statements_do_not_grow_with_releases(
    office: Client, first: WizardVersion, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        office.post(NEW, form(name=f"Release {number}", parts_wizard_version=[f"{KEY} 1"]))

    with django_assert_max_num_queries(16):
        office.get(LIST)
