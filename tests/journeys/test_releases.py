"""A supervisor takes a wizard back to an earlier version, and plans a page and a wizard that appear together."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import Group

from content.pages.article import ArticlePage
from portal.accounts.roles import Role
from portal.definitions.bundles import write_bundle
from portal.definitions.publishing import publish_wizard
from portal.definitions.serialization import load_wizard
from portal.definitions.texts import text
from portal.records.models import Wizard, WizardVersion
from portal.users.models import User
from tests.factories.pages import make_article
from tests.factories.renewals import NOW, make_application, publish_renewal
from tests.journeys.windows import Window

KEY = "test.renew"


@pytest.fixture
def planner(site: str, supervisor: User) -> User:
    """Return somebody who oversees services and reviews pages."""
    supervisor.groups.add(Group.objects.get(name=Role.CONTENT_REVIEWER))
    return supervisor


@pytest.fixture
def first(site: str) -> WizardVersion:
    """Return the first of two versions, the second of which is on offer."""
    version = publish_renewal()
    spec = replace(load_wizard(version.definition), title=text("Renew it", "Renuévelo"))
    publish_wizard(spec=spec, origin="plugin", required_plugins={}, actor_id=None, at=NOW)
    return version


@pytest.fixture
def page(site: str, editor: User) -> ArticlePage:
    """Return a public page with a draft that an editor wrote."""
    page = make_article(title="Rules", slug="rules")
    page.title = "Rules of July"
    page.save_revision(user=editor)
    return page


def offered() -> int:
    """Return the number of the version on offer."""
    version = Wizard.objects.get(key=KEY).current_version
    assert version is not None
    return version.number


def fill(window: Window, *, day: str) -> None:
    """Fill in the form of a new release: the page, and the wizard's earlier version as a bundle."""
    page = window.page
    page.get_by_label("Name").fill("July")
    page.get_by_label("Day").fill(day)
    page.get_by_label("Time").fill("06:30")
    page.get_by_label("Rules of July (en)").check()
    version = WizardVersion.objects.get(wizard__key=KEY, number=1)
    bundle = {
        "name": "renew.json",
        "mimeType": "application/json",
        "buffer": write_bundle(version).encode(),
    }
    page.get_by_label("Bundles of wizards").set_input_files(bundle)


@pytest.mark.long
def test_supervisor_offers_an_earlier_version_again(
    desktop: Window, spanish: Window, planner: User, applicant: User, first: WizardVersion
) -> None:
    make_application(applicant.person, first, None)
    desktop.enter(planner)
    desktop.go(f"/admin/records/wizardversion/inspect/{first.pk}/")
    desktop.click(desktop.page.get_by_role("link", name="Offer this version again"))
    assert "On version 1" in desktop.text()
    desktop.see("offer-again")
    with desktop.page.expect_navigation():
        desktop.page.get_by_role("button", name="Offer this version again").press("Enter")

    assert "Version 2 was taken back, and this one is offered instead" in desktop.text()
    desktop.see("offered-again")
    assert offered() == 1
    desktop.go("/admin/plugins/")
    assert "stands on version 1" in desktop.text()
    assert "the plugin offers version 2" in desktop.text()
    desktop.see("overview")
    spanish.enter(planner)
    spanish.page.goto(desktop.page.url)
    assert "el complemento ofrece la versión 2" in spanish.text()


@pytest.mark.proof
def test_page_and_wizard_are_planned_without_script_and_appear_together(
    without_script: Window,
    desktop: Window,
    phone: Window,
    planner: User,
    first: WizardVersion,
    page: ArticlePage,
) -> None:
    without_script.enter(planner)
    without_script.go("/admin/releases/new/")
    fill(without_script, day="2020-07-01")
    without_script.click(without_script.page.get_by_role("button", name="Plan the release"))
    assert "This moment has passed. Choose a later one." in without_script.page.content()
    without_script.picture("refused")
    fill(without_script, day="2099-07-01")
    without_script.click(without_script.page.get_by_role("button", name="Plan the release"))
    assert "everything would be published" in without_script.page.content()
    address = without_script.path

    desktop.enter(planner)
    desktop.go("/admin/releases/new/")
    desktop.see("new")
    desktop.click(desktop.page.get_by_role("button", name="Plan the release"))
    desktop.see("new-refused")
    desktop.go("/admin/releases/")
    assert "July 1, 2099, 6:30 a.m. EDT (America/New_York)" in desktop.text()
    desktop.see("list")
    desktop.click(desktop.page.get_by_role("link", name="July", exact=True))
    desktop.see("planned")
    phone.enter(planner)
    phone.go(address)
    phone.see("planned")
    with desktop.page.expect_navigation():
        desktop.page.get_by_role("button", name="Release now").press("Enter")

    assert "released" in desktop.text()
    desktop.see("released")
    phone.go("/rules/")
    assert phone.heading() == "Rules of July"
    assert offered() == 1


@pytest.mark.long
def test_conflict_is_told_and_nothing_is_overwritten(
    desktop: Window, planner: User, editor: User, first: WizardVersion, page: ArticlePage
) -> None:
    desktop.enter(planner)
    desktop.go("/admin/releases/new/")
    fill(desktop, day="2099-07-01")
    desktop.click(desktop.page.get_by_role("button", name="Plan the release"))
    page.title = "Rules of August"
    page.save_revision(user=editor)
    desktop.page.reload()
    assert "The page was changed since the release was planned." in desktop.text()
    desktop.see("conflict")
    desktop.click(desktop.page.get_by_role("button", name="Release now"))

    assert "Nothing of this release is published." in desktop.text()
    desktop.see("failed")
    assert offered() == 2
    desktop.go("/admin/")
    assert "Releases that failed" in desktop.text()
    desktop.see("home")
    desktop.click(desktop.page.get_by_role("main").get_by_role("link", name="July", exact=True))
    desktop.click(desktop.page.get_by_role("button", name="Withdraw"))
    assert "withdrawn" in desktop.text()
