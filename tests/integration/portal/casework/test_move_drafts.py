"""Staff who oversee services see what would become of drafts, decide otherwise, and have them moved by a job."""

from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from portal.definitions.publishing import publish_wizard
from portal.definitions.scenario_spec import ExpectedSpec, ScenarioSpec
from portal.definitions.serialization import load_wizard
from portal.definitions.spec import FieldSpec
from portal.definitions.texts import text
from portal.records.jobs.running import run_next_job
from portal.records.models import Application, StepAnswers, WizardVersion
from portal.users.models import User
from tests.factories.renewals import NOW, make_application, publish_renewal
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
WHY = FieldSpec(id="why", type="text", label=text("Why <now>?", "¿Por qué?"))
CHANGE = "contact.why:added:"


@pytest.fixture
def draft(applicant: User) -> Application:
    """Return a draft on a version that another has replaced, which asks for more."""
    first = publish_renewal()
    spec = load_wizard(first.definition)
    (contact,) = spec.steps
    publish_wizard(
        spec=replace(spec, steps=(replace(contact, fields=(*contact.fields, WHY)),)),
        origin="plugin",
        required_plugins={},
        actor_id=None,
        at=NOW,
    )
    draft = make_application(applicant.person, first, None)
    StepAnswers.objects.create(
        application=draft,
        step="contact",
        version=1,
        answers={"phone": "860-555-0100"},
        checked_at=NOW,
        saved_at=NOW,
    )
    return draft


@pytest.fixture
def newer(draft: Application) -> WizardVersion:
    """Return the version on offer."""
    wizard = draft.version.wizard
    wizard.refresh_from_db()
    version = wizard.current_version
    assert version is not None
    return version


def page_of(browser: Client, version: WizardVersion, **posted: object) -> str:
    """Return the page about moving, its white space folded."""
    address = f"/admin/wizards/{version.pk}/move-drafts/"
    answer = browser.post(address, posted) if posted else browser.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_page_of_a_version_leads_to_the_impact(
    newer: WizardVersion, supervisor: User, specialist: User
) -> None:
    address = f"/admin/records/wizardversion/inspect/{newer.pk}/"

    overseer = browser_of(supervisor).get(address).content.decode()

    assert "Move 1 draft to this version" in overseer
    assert "Move 1 draft" not in browser_of(specialist).get(address).content.decode()


def test_impact_is_told_by_change_and_as_a_whole(newer: WizardVersion, supervisor: User) -> None:
    page = page_of(browser_of(supervisor), newer)

    assert "1 draft is on another version." in page
    assert "1 would move, 1 of them with a step to confirm again, and 0 would stay." in page
    assert "Contact › Why &lt;now&gt;?" in page
    assert "1: moves, the step is asked again" in page


def test_impact_follows_what_is_decided_otherwise(newer: WizardVersion, supervisor: User) -> None:
    decided = {"count": "1", "change": CHANGE, "treatment": "keep"}

    page = page_of(browser_of(supervisor), newer, **decided)

    assert "0 would move, 0 of them with a step to confirm again, and 1 would stay." in page
    assert '<option value="keep" selected>' in page
    assert Application.objects.exclude(version=newer).count() == 1


@pytest.mark.parametrize(("treatment", "moved"), [("", True), ("keep", False), ("what?", True)])
def test_job_moves_the_drafts_as_decided(
    newer: WizardVersion,
    draft: Application,
    supervisor: User,
    treatment: str,
    moved: bool,
) -> None:
    browser = browser_of(supervisor)
    decided = {"change": CHANGE, "treatment": treatment}

    answer = browser.post(f"/admin/wizards/{newer.pk}/move-drafts/", decided)
    run_next_job(at=timezone.now())

    draft.refresh_from_db()
    assert (draft.version == newer) is moved
    told = " ".join(browser.get(answer.headers["Location"]).content.decode().split())
    assert "1 draft was gone through." in told
    assert f"<dt>Moved</dt><dd>{int(moved)}</dd>" in told
    assert f"<dt>Left on their version</dt><dd>{int(not moved)}</dd>" in told
    assert f'href="/admin/records/wizardversion/inspect/{newer.pk}/"' in told


def test_nothing_to_move_is_said(newer: WizardVersion, supervisor: User) -> None:
    Application.objects.update(version=newer)

    assert "No draft is on another version." in page_of(browser_of(supervisor), newer)


def test_wizard_whose_plugin_is_absent_says_so(
    newer: WizardVersion, supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "portal.definitions.compiled.CompiledWizard.missing_plugins", property(lambda _self: ["x"])
    )

    assert "A plugin that this wizard needs is absent or fails." in page_of(
        browser_of(supervisor), newer
    )


def test_version_that_is_none_is_not_found(supervisor: User) -> None:
    browser = browser_of(supervisor)

    assert browser.get("/admin/wizards/987654/move-drafts/").status_code == 404
    assert browser.get(f"/admin/wizards/{'9' * 30}/move-drafts/").status_code == 404


def test_other_scenarios_are_told_and_move_every_draft_as_it_is(
    newer: WizardVersion, draft: Application, supervisor: User
) -> None:
    usual = ScenarioSpec(
        id="usual",
        name=text("Usual", "Habitual"),
        on="2026-01-05",
        answers={"contact": {"phone": "860-555-0100"}},
        expected=ExpectedSpec(steps=("contact",)),
    )
    tried = publish_wizard(
        spec=replace(load_wizard(draft.version.definition), scenarios=(usual,)),
        origin="plugin",
        required_plugins={},
        actor_id=None,
        at=NOW,
    )
    browser = browser_of(supervisor)

    page = page_of(browser, tried)
    browser.post(f"/admin/wizards/{tried.pk}/move-drafts/")
    run_next_job(at=timezone.now())

    assert "1 would move, 0 of them with a step to confirm again, and 0 would stay." in page
    assert '<th scope="row">Scenario “Usual”</th> <td>Scenario added</td>' in page
    assert "1: moves as it is" in page
    draft.refresh_from_db()
    assert draft.version == tried
    assert draft.step_answers.get().version == 1
